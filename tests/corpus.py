"""Made-up reports in the language of the department, for the tests and benchmarks of search; the same ones every time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names, thai_words

WHO = """
รองอธิบดีกรมส่งเสริมสหกรณ์|ผู้อำนวยการกองพัฒนาสหกรณ์ด้านการเงินและร้านค้า|ประธานกรรมการดำเนินงานสหกรณ์
เจ้าหน้าที่ส่งเสริมสหกรณ์|ผู้แทนสหกรณ์บริการเดินรถ|ที่ปรึกษาชุมนุมสหกรณ์บริการเดินรถแห่งประเทศไทย จำกัด
สหกรณ์จังหวัด|ผู้ตรวจราชการกรม|ผู้จัดการสหกรณ์เครดิตยูเนี่ยน|คณะกรรมการดำเนินการ|สมาชิกกลุ่มเกษตรกร
นักวิชาการสหกรณ์ชำนาญการ|ผู้สอบบัญชีสหกรณ์|หัวหน้ากลุ่มจัดตั้งและส่งเสริมสหกรณ์|วิทยากรจากมหาวิทยาลัยเกษตรศาสตร์
ผู้แทนสันนิบาตสหกรณ์แห่งประเทศไทย|ผู้ประกอบการแท็กซี่|ประธานชุมนุมสหกรณ์ออมทรัพย์|ฝ่ายจัดการสหกรณ์การเกษตร
"""
DID = """
กล่าวเปิดการสัมมนา|บรรยายพิเศษเรื่อง|นำเสนอแนวทาง|แลกเปลี่ยนความคิดเห็นเกี่ยวกับ|เน้นย้ำความสำคัญของ|ให้ความรู้เรื่อง
สรุปผลการดำเนินงานด้าน|รับฟังปัญหาและอุปสรรคของ|ร่วมกันกำหนดมาตรฐานของ|ติดตามความก้าวหน้าของ|ประเมินคุณภาพของ
ยกระดับการบริหารจัดการ|ขับเคลื่อนแผนพัฒนา|ส่งเสริมการมีส่วนร่วมใน|ตรวจเยี่ยมและให้คำแนะนำเรื่อง|เผยแพร่ประสบการณ์ใน
จัดทำข้อเสนอเชิงนโยบายว่าด้วย|วิเคราะห์ต้นทุนและผลตอบแทนจาก|แนะนำเทคโนโลยีดิจิทัลสำหรับ|มอบเกียรติบัตรแก่ผู้ผ่านหลักสูตร
"""
WHAT = """
การพัฒนาสหกรณ์บริการอย่างยั่งยืน|ระบบบัญชีและการเงินของสหกรณ์|การเดินรถโดยสารสาธารณะ|ร้านสหกรณ์บริการน้ำมัน
การออมและสินเชื่อเพื่อการประกอบอาชีพ|การควบคุมภายในและการตรวจสอบกิจการ|ธรรมาภิบาลในสหกรณ์|การตลาดสินค้าเกษตรอินทรีย์
การจัดชั้นคุณภาพสหกรณ์|มาตรฐานชุมนุมสหกรณ์ระดับประเทศ|กฎหมายสหกรณ์และข้อบังคับ|การรวบรวมผลผลิตทางการเกษตร
ความเข้มแข็งของชุมชน|การแปรรูปปลาและสัตว์น้ำ|สวัสดิการสมาชิกและทุนการศึกษา|การใช้ที่ดินในนิคมสหกรณ์|การเลี้ยงโคนม
การบริหารความเสี่ยงทางการเงิน|การสืบทอดเจตนารมณ์ของผู้ก่อตั้ง|การท่องเที่ยวเชิงวัฒนธรรม|พลังงานสะอาดและสิ่งแวดล้อม
คุณภาพชีวิตของคนขับรถแท็กซี่|ระบบสารสนเทศและฐานข้อมูลสมาชิก|การรับรองมาตรฐานสินค้าชุมชน|การจัดการหนี้ค้างชำระ
"""
HOW = """
เพื่อสร้างความตระหนักรู้แก่สมาชิก|ให้เป็นที่พึ่งของสมาชิกได้อย่างแท้จริง|ตามแผนปฏิบัติการประจำปีงบประมาณ|โดยใช้ระบบประชุมทางไกล
ร่วมกับหน่วยงานภาคีเครือข่าย|ด้วยความโปร่งใสและตรวจสอบได้|อันเป็นประโยชน์แก่ผู้เข้าร่วมโครงการ|ผ่านการถ่ายทอดสัญญาณจากห้องประชุม
ซึ่งทุกคนสามารถนำไปปรับใช้|เพื่อลดความเหลื่อมล้ำในท้องถิ่น|ภายใต้โครงการยกระดับชุมนุมสหกรณ์|และเตรียมความพร้อมรับการเปลี่ยนแปลง
พร้อมทั้งสะท้อนปัญหาในพื้นที่|โดยคำนึงถึงหลักการสหกรณ์สากล|เพื่อแก้ไขปัญหาความยากจน|และเปิดโอกาสให้ซักถาม
"""
WHERE = """
เชียงใหม่ เชียงราย ลำปาง พิษณุโลก นครสวรรค์ ขอนแก่น อุดรธานี นครราชสีมา อุบลราชธานี สุรินทร์ ชลบุรี ระยอง จันทบุรี ราชบุรี
กาญจนบุรี เพชรบุรี สุพรรณบุรี ลพบุรี สระบุรี นครปฐม สมุทรสาคร สุราษฎร์ธานี นครศรีธรรมราช สงขลา ตรัง ภูเก็ต พัทลุง ยะลา
"""
RARE = "การเพาะเลี้ยงหอยนางรม"
"""Two words that stand together in 0.2 % of the reports."""
COMMON = "การประชุมเชิงปฏิบัติการ"
"""What stands in 5 % of the reports."""
SHORT = "ปู"
"""A word of two characters, in about 0.1 % of the reports."""
ABSENT = "ดาราศาสตร์"
"""A word that stands in no report."""
WORDS = """
สหกรณ์ บริการ เดินรถ ชุมนุม สมาชิก พัฒนา มาตรฐาน โครงการ ประชุม สัมมนา เกษตรกร กรรมการ ประธาน เจ้าหน้าที่ ผู้แทน
วิทยากร บรรยาย ความรู้ ปัญหา อุปสรรค คุณภาพ นโยบาย เทคโนโลยี ดิจิทัล หลักสูตร เกียรติบัตร บัญชี การเงิน โดยสาร
สาธารณะ น้ำมัน สินเชื่อ อาชีพ ควบคุม กิจการ ธรรมาภิบาล ตลาด สินค้า อินทรีย์ ประเทศ กฎหมาย ข้อบังคับ ผลผลิต ชุมชน
แปรรูป สวัสดิการ ทุน การศึกษา ที่ดิน นิคม โคนม ความเสี่ยง เจตนารมณ์ ท่องเที่ยว วัฒนธรรม พลังงาน สิ่งแวดล้อม แท็กซี่
สารสนเทศ ฐานข้อมูล หนี้ ตระหนัก ปีงบประมาณ หน่วยงาน ภาคี เครือข่าย โปร่งใส ตรวจสอบ ประโยชน์ ห้องประชุม ท้องถิ่น
พื้นที่ ยากจน โอกาส ซักถาม เชียงใหม่ ขอนแก่น สงขลา ภูเก็ต มหาวิทยาลัย เครดิตยูเนี่ยน ออมทรัพย์ อธิบดี ที่ปรึกษา
"""
"""Whole words of the dictionary that the reports use, alone and inside compounds."""

PHRASES = """
การพัฒนา สหกรณ์บริการ สหกรณ์บริการเดินรถ ชุมนุมสหกรณ์ เจ้าหน้าที่ส่งเสริมสหกรณ์ การเลี้ยงโคนม มาตรฐานสหกรณ์ แผนพัฒนา
ผู้เข้าร่วมโครงการ สำนักงานสหกรณ์จังหวัด กิจกรรม การประชุม ห้องประชุม ประเทศไทย การจัดการ บริหารจัดการ ข้อเสนอ การสัมมนา ผู้เข้าร่วม
"""
"""Compounds and phrases of the reports."""


def parts(text: str) -> list[str]:
    """Return what stands between bars and line ends."""
    return [part for line in text.split("\n") for part in line.split("|") if part]


@dataclass(frozen=True)
class Text:
    """One report: what an index takes of it."""

    title: str
    lead: str
    body: str

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.title}\n{self.lead}\n{self.body}"


def names(how_many: int, seed: int = 7) -> list[tuple[str, str, str]]:
    """Return prefix, first name and surname of people who do not exist."""
    chance = random.Random(seed)
    male, female, family = sorted(thai_male_names()), sorted(thai_female_names()), sorted(thai_family_names())
    return [
        chance.choice(
            [
                ("นาย", chance.choice(male), chance.choice(family)),
                ("นาง", chance.choice(female), chance.choice(family)),
                ("นางสาว", chance.choice(female), chance.choice(family)),
                ("ดร.", chance.choice(male + female), chance.choice(family)),
            ]
        )
        for _ in range(how_many)
    ]


def texts(how_many: int, seed: int = 1, size: int = 2048) -> Iterator[Text]:
    """Return reports of about ``size`` bytes; the four phrases above stand in the stated shares of them."""
    chance = random.Random(seed)
    who, did, what, how, where = parts(WHO), parts(DID), parts(WHAT), parts(HOW), WHERE.split()
    people = names(400, seed)
    # Words of everyday language that the four phrases are not made of: they give the index its breadth.
    unlike = (SHORT, ABSENT, "หอย", "นางรม", "เพาะ")
    others = [word for word in sorted(thai_words()) if len(word) > 3 and not any(part in word for part in unlike)]

    def sentence() -> str:
        prefix, first, last = chance.choice(people)
        word = others[min(int(chance.paretovariate(0.6)) * 37, chance.randrange(len(others)))]
        return chance.choice(
            [
                f"{chance.choice(who)}{chance.choice(did)}{chance.choice(what)} {chance.choice(how)}",
                f"{prefix}{first} {last} {chance.choice(who)} {chance.choice(did)}{chance.choice(what)}",
                f"สำนักงานสหกรณ์จังหวัด{chance.choice(where)}{chance.choice(did)}{word} {chance.choice(how)}",
                f"มีผู้เข้าร่วม {chance.randrange(1, 2000):,} คน {chance.choice(how)}{chance.choice(what)}",
                f"จังหวัด{chance.choice(where)}จัดกิจกรรม{word}และ{chance.choice(what)} เมื่อปี {chance.randrange(2560, 2571)}",
            ]
        )

    for number in range(how_many):
        title = f"{chance.choice(did)}{chance.choice(what)}จังหวัด{chance.choice(where)}"
        lead = f"{sentence()} {sentence()}"
        body = [sentence()]
        while len(f"{title}{lead}{''.join(body)}".encode()) < size - 80:
            body.append(sentence())
        for phrase, share in ((RARE, 0.002), (COMMON, 0.05), (f"สมาชิกเลี้ยง{SHORT}และปลา", 0.001)):
            if chance.random() < share:
                field = chance.random()
                if field < 0.1:
                    title = f"{phrase} {title}"
                elif field < 0.3:
                    lead = f"{lead} {phrase}"
                else:
                    body.insert(chance.randrange(len(body)), f"{chance.choice(who)}เล่าถึง{phrase}{chance.choice(how)}")
        yield Text(title, lead, "\n".join([*body, f"เลขที่ {number}"]))
