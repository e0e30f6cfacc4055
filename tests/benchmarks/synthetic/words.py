"""Titles and names that look like real ones: English, Japanese and romaji, from a few hundred words."""

from __future__ import annotations

from tests.benchmarks.synthetic.draw import mix

_ENGLISH = """
Amber Angel April Armour Ashes Autumn Ballad Beacon Bell Birch Blade Blossom Blue Bridge Canyon Castle
Cedar Cipher Circle City Clock Cloud Comet Copper Coral Crimson Crow Crystal Dawn Diary Distant Dragon
Dream Dusk Eagle Echo Eclipse Ember Empire Engine Falcon Feather Festival Field Fire Firefly Flame Forest
Fortress Fox Frost Galaxy Garden Gate Ghost Giant Glass Golden Harbour Hawk Heart Hidden Hollow Horizon
Hunter Island Ivory Jade Journey Kingdom Lantern Last Legend Letter Library Lily Little Lost Lotus
Machine Maple March Maze Melody Memory Meteor Midnight Mirror Mist Moon Morning Mountain Night North
Ocean Orchid Paper Phantom Pilgrim Pine Planet Prince Promise Queen Quiet Rail Rain Rainbow Raven River
Road Robot Rose Ruby Sailor Sand Scarlet Sea Seventh Shadow Signal Silent Silver Sister Sky Snow Song
Sparrow Spiral Spring Star Station Steel Stone Storm Summer Sun Swan Sword Temple Thunder Tiger Tomorrow
Tower Town Train Traveller Twilight Valley Village Violet Voyage Wanderer Water Wave White Willow Wind
Window Winter Witch Wolf Wonder World Yesterday
""".split()  # noqa: SIM905 -- a table is read more easily
#: Kanji, one reading each.
_KANJI = [
    pair.split(":")
    for pair in """
山:yama 川:kawa 森:mori 空:sora 海:umi 星:hoshi 月:tsuki 花:hana 雪:yuki 風:kaze 雨:ame 夜:yoru 夢:yume
光:hikari 影:kage 心:kokoro 鳥:tori 竜:ryu 虎:tora 剣:ken 旅:tabi 町:machi 村:mura 島:shima 城:shiro 塔:to
橋:hashi 港:minato 道:michi 門:mon 鏡:kagami 声:koe 歌:uta 色:iro 青:ao 赤:aka 白:shiro 黒:kuro 金:kin 銀:gin
春:haru 夏:natsu 秋:aki 冬:fuyu 朝:asa 天:ten 地:chi 火:hi 水:mizu 木:ki 石:ishi 田:ta 野:no 原:hara 谷:tani
沢:sawa 池:ike 松:matsu 竹:take 梅:ume 桜:sakura 藤:fuji 菊:kiku 井:i 口:kuchi 本:moto 中:naka 上:ue 下:shita
大:o 小:ko 高:taka 長:naga 新:ara 古:furu 北:kita 南:minami 東:higashi 西:nishi 一:ichi 三:mi 千:chi 美:mi
子:ko 郎:ro 男:o 雄:o 人:to 彦:hiko 真:ma 正:masa 明:aki 和:kazu 智:tomo 健:ken 浩:hiro 誠:makoto 由:yu 香:ka
奈:na 恵:e 里:ri 理:ri 沙:sa 優:yu
""".split()  # noqa: SIM905
]
_FORMS = (
    "{0} {1}",
    "The {0} {1}",
    "{0} of the {1}",
    "{0} and {1}",
    "The {0} {1} {2}",
    "{0}: {1} {2}",
)
_NAMING = _KANJI[48:]


def english(number: int, salt: int) -> str:
    """A title in English."""
    bits = mix(number, salt)
    size = len(_ENGLISH)
    words = [_ENGLISH[(bits >> shift) % size] for shift in (0, 16, 32)]
    title = _FORMS[(bits >> 48) % len(_FORMS)].format(*words)
    # Some are parts of a series: equal but for the number, as in every catalogue.
    return f"{title} {2 + (bits >> 60)}" if (bits >> 56) % 8 == 0 else title


def japanese(number: int, salt: int) -> tuple[str, str]:
    """A title in Japanese and its romaji."""
    bits = mix(number, salt)
    size = len(_KANJI)
    pairs = [_KANJI[(bits >> shift) % size] for shift in (0, 12, 24, 36)]
    a, b, c, d = pairs
    if bits >> 60 & 1:
        return f"{a[0]}{b[0]}の{c[0]}{d[0]}", f"{a[1]}{b[1]} no {c[1]}{d[1]}".capitalize()
    return f"{a[0]}{b[0]}{c[0]}", f"{a[1]}{b[1]} {c[1]}".capitalize()


def person(number: int, salt: int) -> tuple[str, str]:
    """A Japanese name as it is written, and in romaji, given name first."""
    bits = mix(number, salt)
    a, b = (_KANJI[(bits >> shift) % len(_KANJI)] for shift in (0, 12))
    c, d = (_NAMING[(bits >> shift) % len(_NAMING)] for shift in (24, 36))
    return (
        f"{a[0]}{b[0]} {c[0]}{d[0]}",
        f"{(c[1] + d[1]).capitalize()} {(a[1] + b[1]).capitalize()}",
    )
