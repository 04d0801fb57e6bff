"""Where private files lie: imports, evidence, originals of photos and documents."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import LazyObject


class PrivateStorage(FileSystemStorage):
    """Files without an address: they are read only through a view that checks permission.

    They lie under the setting ``PRIVATE_ROOT``, which is read at each use.
    """

    @property
    def base_location(self) -> str:
        """Return the folder as the settings name it."""
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        """Return the folder as an absolute path."""
        return str(Path(self.base_location).resolve())

    def url(self, name: str | None) -> str:
        """Refuse: a private file has no public address."""
        raise ValueError("a private file has no address")


class ConfiguredPrivateStorage(LazyObject):
    """The storage called ``private`` in the settings, looked up when it is first used."""

    def _setup(self) -> None:
        self._wrapped = storages["private"]


def private_storage() -> Storage:
    """Return the private storage; a callable, so that migrations do not hold a path of one machine."""
    return ConfiguredPrivateStorage()  # type: ignore[return-value]
