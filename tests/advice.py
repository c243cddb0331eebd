"""What unsafe advice looks like: nets of words, wide enough to catch a wording nobody thought of.

A net is a few patterns that all stand in one sentence, the deed first: somebody borrows, and something is paid. What
is caught is safe only where the deed is denied before it is named ("never borrow ...") or named as a scam; what else is
safe was read by a person and stands in REVIEWED. A court judges, so nothing denies a judgement.
"""

from __future__ import annotations

import re

UNSAFE: dict[str, tuple[tuple[str, ...], ...]] = {
    "borrowing to repay": (
        (
            (
                r"\bborrow\w*|\bcash advances?\b|\brefinanc\w*|\bconsolidat\w+|\broll\w*\b.{0,30}\b(?:over|into)\b"
                r"|\b(?:new|another|second|fresh|short|small|bridg\w+|other|different|low-interest|more) (?:(?!of\b)[\w'-]+ ){0,2}(?:loan|credit|card|line|advance|lender|app|platform|borrowing)s?\b"
                r"|\b(?:with|by|on) (?:your|a|the) (?:credit card|credit line|card)\b|\bone card with another\b"
                r"|\b(?:get|take|raise)\b[\w ]{0,12}\bloan\b|\bbalance to\b"
            ),
            (
                r"\b(?:re)?pa(?:y|id|ys|ying|ment|yday)\b|\bpay-?day\b|\brepa\w+|\bsettl\w+|\bclear\w*|\bcover\w*|\barrears\b|\boverdue\b|\bdue date\b"
                r"|\binstalments?\b|\bcurrent\b|\bon time\b|\bclean\b|\bgives? you time\b|\bold one\b"
            ),
        ),
        (r"\broll\w*\b.{0,30}\b(?:over|into)\b.{0,20}\bloans?\b",),
        (r"\bdebt consolidation\b|\bconsolidat\w+ (?:your )?(?:debts?|loans?)\b",),
        (
            (
                r"借新|以贷|以卡养卡|拆东墙|(?:再|先|新|另|重新|找|向|跟|从|可以|可|去|多)[^，。；]{0,12}?(?:借(?!呗|款人|据|款机构)|(?<!该笔)贷(?!款机构)|周转|套现|垫|顶)"
                r"|(?:用|拿|办理?|申请)[^，。；]{0,10}?(?:花呗|借呗|信用卡|网贷|新的?贷款?|低息贷款|备用金贷款|另一张|新卡|套现|周转)|债务重组|置换"
            ),
            r"还|偿|结清|逾期|这一?期|欠款|旧的|高息|垫上|顶一下",
        ),
    ),
    "more instalments to build credit": (
        (
            (
                r"\b(?:more|new|extra|another|additional|few|several|small|many)\b[\w ]{0,20}\b(?:instalments?|instalment plan|loans?|purchases|cards?)\b|\binstalments\b"
                r"|\b(?:spend\w*|shopping|purchases|buy\w*|activity|active)\b|\bmore often\b"
            ),
            (
                r"\b(?:build|rebuild|rais|improv|boost|lift|repair|help|show|restor|increas)\w*\b.{0,40}\b(?:credit|record|score|history|trust\w*|activity)\b"
                r"|\b(?:credit|record|score|history|activity)\b.{0,30}\b(?:build|rebuild|rais|improv|boost|lift|repair|help|restor|increas)\w*"
                r"|\btrust(?:ed)?\b|\bbecome active\b|\blenders like\b"
            ),
        ),
        (
            r"(?:多|继续|增加|频繁|适当|再|办|借|使用|保持)[^，。；]{0,12}?(?:分期|消费|小额贷款|借款|信用卡|购物|花呗|借)|分期|养卡|养征信|刷流水",
            (
                r"(?:信用|征信|记录|活跃|分数?|额度|芝麻)[^，。；]{0,8}?(?:提升|提高|恢复|修复|变好|会?涨|回来|好看|度)"
                r"|(?:提升|提高|增加|积累|修复|恢复|养|刷|有利于|有助于)[^，。；]{0,8}?(?:信用|征信|活跃|分|额|记录)|养卡|刷流水"
            ),
        ),
    ),
    "records that clear themselves in months": (
        (
            r"\b(?:clear|delet|remov|disappear|vanish|expir|eras|wip|forget|forgot|reset|cover|overwrit|replac|push|fall off|fade|go(?:es)? away)\w*",
            r"\b(?:records?|marks?|entr(?:y|ies)|late payments?|payments? late|report|debts?|months|ones|history)\b",
            (
                r"\bautomatic\w*|\bby (?:itself|themselves)\b|\bon (?:its|their) own\b|\bat once\b|\bas soon as\b|\b(?:in|within|after|every)\b (?:a |an |half a |about )?(?:few|some|several|\d+|two|three|six|nine|twelve|while|year\b|weeks?|months?|half)"
                r"|\b(?:good|new|better)\b.{0,20}\b(?:ones?|months|records?)\b|\b(?:old|bad)\b.{0,20}\b(?:ones?|records?|marks?|months)\b"
            ),
        ),
        (
            r"自动|自己消|自然消|(?:几|数|半|一|两|三|六|\d+) ?(?:个?月|年|周)(?:内|后|左右|到)?|马上|立刻|随时间|过段时间|慢慢|逐渐|覆盖|取代|冲掉|替换",
            r"清除|消除|删除|消失|消掉|清零|就没了|干净|失效|更新为正常|洗|恢复正常|(?:覆盖|取代|冲掉|替换)",
            r"记录|征信|逾期|系统",
        ),
    ),
    "paid repair of credit": (
        (
            r"\b(?:pay|paying|paid (?:repair|help|agents?|service)|fees?|hir\w+|buy|agents?|agency|agencies|compan(?:y|ies)|charge|commission|yuan|professionals?|specialists?|repair services?)\b",
            r"\b(?:repair|clean|fix|eras|wip|delet)\w*|\bclear\w* (?:your|the) (?:report|record)\b|\bremov\w+ (?:late |bad )?(?:marks?|entr\w+|records?)\b|\bmarks? away\b",
        ),
        (
            r"(?<!one-time )\bcredit repair\b|\bdebt settlement (?:company|compan\w+|firms?|agenc\w+)\b|\b(?:company|agency|agent)\b.{0,20}\bcomplaints? for you\b",
        ),
        (
            r"付费|花钱|找人|中介|代办|服务费|收费|专业机构|法务|渠道|公司|机构代",
            r"(?:修复|消除|撤销|删除|处理|优化|洗白)[^，。；]{0,6}?(?:征信|逾期|记录|信用)?|申诉|代理协商|代理维权|停息挂账",
            r"征信|逾期|记录|信用|协商|挂账|申诉|维权",
        ),
        (r"征信修复|征信优化|洗白|代理维权|反催收",),
    ),
    "invented hardship": (
        (
            (
                r"\b(?:invent\w*|make up|making up|fak\w+|forge[ds]?|forging|pretend\w*|exaggerat\w+|fabricat\w+)\b"
                r"|\b(?:say|tell|state|claim)\b.{0,40}\b(?:even if|whatever|cannot check|nobody checks)\b|\bsound worse\b|\bcan be bought\b"
                r"|\b(?:somebody|someone) else's\b.{0,20}\b(?:papers|certificate|note|record)s?\b|\bcertificate of (?:poverty|hardship)\b|\btell them you (?:lost|are ill|have no)\b|\bdoctor's note\b"
            ),
        ),
        (
            r"编造|虚构(?!账本|的一家)|伪造|夸大|假装|捏造|谎称|假(?:证明|病历|材料)|就说自己|查不到|开一?[份张][^，。；]{0,4}(?:病历|证明)|(?:收入|情况)说得?(?:低|严重|惨)|没病|借用别人|别人的[^，。；]{0,6}(?:材料|证明|病历)|应付一下",
        ),
    ),
    "complaints in bulk": (
        (
            r"\b(?:mass|bulk|repeated|many|countless|dozens of) complaints?\b|\bcomplain\w*\b.{0,40}\b(?:everywhere|again and again|until they give in|every (?:day|office))\b|\bflood\w*\b.{0,20}\bcomplaints?\b",
        ),
        (
            r"(?:批量|反复|多次|轮番|到处|集体|恶意|天天|不停)[^，。；]{0,3}投诉|投诉[^，。；]{0,6}(?:轰炸|施压|逼)",
        ),
    ),
    "waiting until a debt is out of time": (
        (
            r"\b(?:wait|hold out|keep silent|keep quiet|hide|ignore)\b.{0,40}\b(?:limitation|runs? out|ran out|out of time|time-barred|expires?)\b|\bthree years\b.{0,30}\bneed not pay\b",
        ),
        (
            r"(?:拖|等|熬|躲|耗)(?:到|过|着|满)?[^，。；]{0,10}(?:时效|三年)[^，。；]{0,6}(?:届满|过|到期|经过|后)?",
        ),
    ),
    "judging": (
        (
            (
                r"\billegal(?:ly)?\b|\bunlawful\w*\b|\bagainst the law\b|\b(?:break|broke|violat)\w*\b.{0,12}\blaw\b|\bviolation of the law\b|\bcriminal\b|\bcommitted a crime\b"
                r"|\busurious\b|\b(?:is|are) (?:null and )?(?:void|invalid)\b|\bdo(?:es)? not have to pay\b|\bneed not pay\b"
            ),
        ),
        (
            r"违法|非法|不合法|犯法|触犯法律|违反了?法律|构成犯罪|高利贷|(?:条款|约定)无效|不用还|不必还|无需还(?!款)|不受法律保护|侵犯了",
        ),
    ),
}

DENIES = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|neither|nor|cannot|without|avoid|stop|refuse|banned|beware)\b|n't\b"
    r"|不(?:要|得|能|会|可|许|准|是|应|该|再|靠|收|找|管|存在|需要|建议|等于|提供|申|借)|勿|别(?!人|的|处|家)|禁|拒|从来|从不"
    r"|无法|无须|并不|没有(?:人|机构|用|办法|必要)|谁也",
    re.IGNORECASE,
)
SCAMS = re.compile(r"\b(?:scams?|frauds?|after your money|warn\w*)\b|骗|警惕|谨防|提醒过", re.IGNORECASE)
# What holds such a word and denies nothing: "why not", "if you are not able to pay, ...", "不妨".
IDLE = re.compile(
    r"\b(?:why not|no problem|not only|nothing wrong|not (?:a )?bad|no need to worry|no doubt"
    r"|without (?:risk|worry|trouble|delay))\b|\b(?:if|when|where|while|because|since|should) [^,;.]*,"
    r"|(?:如果|要是|若|万一|一旦|假如)[^，]*，|[^，。]*(?:时|的话|后)，|没问题|不妨",
    re.IGNORECASE,
)
STOPS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")

# Safe sentences that a net catches; each is quoted whole, so that a change of it is read again.
REVIEWED: frozenset[str] = frozenset(
    (
        "Paying an agent; cancelling a card after a default; many small loans repaid fast; shopping more; daily tasks for a score.",  # what does not help
        "要求借新债还款",  # of a collector: noted as misconduct
    )
)


def faults(text: str) -> list[tuple[str, str]]:
    """What is unsafe in `text`, with the sentence it stands in."""
    return [
        (name, sentence)
        for sentence in filter(None, (part.strip() for part in STOPS.split(text)))
        if sentence not in REVIEWED
        for name, nets in UNSAFE.items()
        if any(_is_caught(sentence, net, judges=name == "judging") for net in nets)
    ]


def _is_caught(sentence: str, net: tuple[str, ...], *, judges: bool) -> bool:
    """Whether all of the net is in the sentence and nothing before the deed denies it."""
    hits = [re.search(pattern, sentence, re.IGNORECASE) for pattern in net]
    begins = [hit.start() for hit in hits if hit]
    if len(begins) < len(net):
        return False
    if judges:
        return True
    said = IDLE.sub(lambda idle: " " * len(idle[0]), sentence)
    is_denied = any(denial.start() <= begins[0] for denial in DENIES.finditer(said))
    return not is_denied and not SCAMS.search(sentence)
