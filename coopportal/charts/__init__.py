"""Charts: Vega-Lite specs drawn on the server. Pure: no Django, no table, no request."""
