"""What stands in the places of a letter: facts of the book in sentences, blanks where it knows nothing. Pure.

A number of the book is said to be my own and unchecked, a rule is named with the weight it has, and what the
diary holds is told as the diary holds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime as DateTime

from finterm.domain.conduct import COUNTED, Finding
from finterm.domain.letters import Facts, Letter
from finterm.domain.money import Money
from finterm.domain.records import Talk
from finterm.exchange.letter_rules import all_cited, cited
from finterm.locale import Words
from finterm.rules.channels import kind_of_lender
from finterm.rules.rule import UNSURE, Rule, Rules
from finterm.rules.standards import cited as limit_rule

PRIVACY = ("separate_consent", "private_peace")  # the laws that a letter about third parties names
BLANKS = (
    "situation", "claim", "facts", "evidence", "answer", "phone", "identity", "mistake", "reasons",
)  # fmt: skip
MOST = 10  # entries of the diary in one letter, the newest ones


@dataclass(frozen=True)
class Places:
    """Fills the places of `letter`; `rules` of `country` are those it may name, none where it is empty."""

    letter: Letter
    facts: Facts
    words: Words
    rules: Rules
    country: str

    def all(self) -> dict[str, str]:
        """Everything that may stand in a body, by the name of its place."""
        return {
            **{name: self.blank(name) for name in BLANKS},
            "contract": self.contract(),
            "standing": self.standing(),
            "grounds": self.grounds(),
            "proposal": self.proposal(),
            "points": self.words("letters.confirm_points"),
            "told": self.told(),
            "contacted": self.contacted(),
            "entry": self.entry(),
            "evidence": self.evidence(),
            "earlier": self.earlier(),
            "answer": self.answer(),
            "lender": self.lender(),
            "staff": self.words("letters.comma").join(self.facts.staff) or self.blank("staff"),
            "found": self.found(),
            "paid_off": self.paid_off(),
            "shown": self.shown(),
            "law": self.law(),
        }

    def blank(self, what: str) -> str:
        """A place to fill in, with what belongs there."""
        return self.words("letters.blank", what=self.words(f"letters.blank.{what}"))

    def day(self, day: Date) -> str:
        """A date as a letter writes it."""
        return self.words("letters.day", year=day.year, month=day.month, day=day.day)

    def lender(self) -> str:
        """The legal lender: it decides, and it stands on the credit report; never the brand in its place."""
        lender = self.facts.loan.legal_lender if self.facts.loan else ""
        if self.letter.name == "dispute":
            lender = lender or self.facts.entry.lender
        return lender or self.blank("lender")

    def contract(self) -> str:
        """Which contract it is about."""
        loan = self.facts.loan
        if loan is None and self.letter.name == "dispute" and self.facts.entry.lender:
            return ""  # the account says it
        if loan is None:
            return self.words("letters.contract.unknown", blank=self.blank("loan"))
        return self.words(
            "letters.contract",
            name=loan.name,
            lender=self.lender(),
            number=loan.contract_no or self.blank("number"),
            begun=self.day(loan.start),
            sum=self._money(loan.principal),
        )

    def standing(self) -> str:
        """What is overdue and what falls due next, by my own records and said to be so."""
        position, on = self.facts.position, self.facts.on
        if position is None:
            return self.words("letters.standing.unknown", blank=self.blank("amounts"))
        said = []
        if position.overdue:
            charges = self._charges()
            among = self.words("letters.standing.of", parts=charges) if charges else ""
            overdue = self._money(position.overdue)
            said.append(self.words("letters.standing.overdue", amount=overdue, day=self.day(on), of=among))
        for due in position.dues:
            if due.state == "in_grace" and due.outstanding:
                amount, day = self._money(due.outstanding), self.day(due.due)
                said.append(self.words("letters.standing.grace", amount=amount, day=day))
        coming = next((due for due in position.dues if due.outstanding and due.due >= on), None)
        if coming:
            amount = self._money(coming.outstanding)
            said.append(self.words("letters.standing.next", amount=amount, day=self.day(coming.due)))
        if not said:
            return self.words("letters.standing.nothing")
        mine = self.words("letters.standing.mine", what=self.words("letters.semicolon.clauses").join(said))
        return self._joined([mine, self.words("letters.standing.unchecked")])

    def grounds(self) -> str:
        """Which charges it is about, as my own records have them, and a blank for why; else a blank for both."""
        charges = self._charges()
        if not charges:
            return self.blank("grounds")
        return self.words("letters.grounds", charges=charges, blank=self.blank("reasons"))

    def _charges(self) -> str:
        """Penalty interest and late fees still owed; empty where there are none."""
        position = self.facts.position
        if position is None:
            return ""
        parts = [("penalty", position.penalty), ("fees", position.late_fees)]
        said = [self.words(f"letters.standing.{k}", amount=self._money(v)) for k, v in parts if v]
        return self.words("letters.and").join(said)

    def proposal(self) -> str:
        """The one proposal; a letter that can do without goes without where the budget supports none."""
        offer, words = self.facts.proposal, self.words
        if offer is None and self.letter.proposes != "monthly":
            return ""
        if offer is None:
            key = "letters.proposal.nothing" if self.facts.is_spent else "letters.proposal.blank"
            return words(key, blank=self.blank("proposal"))
        key = "letters.proposal.monthly" if offer.monthly else "letters.proposal.once"
        bears = words("letters.proposal.most" if offer.is_most else "letters.proposal.enough")
        told = words(key, amount=self._money(offer.minor), day=self.day(offer.date))
        until = [words("letters.proposal.until_current")] if offer.catches_up else []
        return self._joined([told, *until, bears])

    def told(self) -> str:
        """Which amount they named, when and who."""
        talk = self.facts.told
        if talk is None or talk.minor is None:
            return self.words("letters.told.unknown", blank=self.blank("told"))
        amount = self._money(talk.minor, talk.currency)
        return self.words("letters.told", when=self._moment(talk.at), who=self._who(talk), amount=amount)

    def contacted(self) -> str:
        """Who was contacted instead of me, a line each."""
        lines = [
            self.words(
                "letters.contacted",
                when=self._moment(talk.at),
                who=self._who(talk),
                whom=self.words(f"core.third_party.{talk.third_party}"),
            )
            for talk in self.facts.contacted[:MOST]
        ]
        return "\n".join(lines) or self.blank("contacted")

    def earlier(self) -> str:
        """What I asked for before, of whom and under which number."""
        if not self.facts.requests:
            return self.blank("earlier")
        return "\n".join(self._request(talk) for talk in reversed(self.facts.requests[:MOST]))

    def _request(self, talk: Talk) -> str:
        subject = (talk.reason or self.blank("subject")).translate(_WITHIN)
        return self.words(
            "letters.earlier",
            day=self.day(talk.at.date()),
            who=self._who(talk),
            channel=self.words(f"core.channel.{talk.channel}"),
            subject=subject,
            number=talk.reference or self.blank("ticket"),
        )

    def answer(self) -> str:
        """What came of it by the diary, or that nothing came in writing since; else a blank."""
        earlier = self.facts.earlier
        if earlier is None or self.facts.answered or self.facts.awaited:
            return self.blank("answer")
        if what := earlier.outcome or earlier.said_by_them:
            return self.words("letters.answered", what=what)
        return self.words("letters.unanswered", day=self.day(self.facts.on))

    def found(self) -> str:
        """What the diary holds about how they collected, a line each, with the rules it stands beside."""
        if not self.facts.found:
            return ""
        # A talk is told once, with everything that was noted of it.
        seen = {(one.what in COUNTED, one.talks[-1].id): one for one in self.facts.found}
        lines = [self._finding(one) for one in list(seen.values())[-MOST:]]
        beside: dict[str, Rule] = {}
        for one in self.facts.found:
            for standard in one.standards:
                rule = limit_rule(self.rules, standard, one.date)
                if rule is not None and rule.confidence not in UNSURE:
                    beside.setdefault(rule.instrument, rule)
        rules = all_cited(self.words, beside.values())
        see = [self.words("letters.found.beside", rules=rules)] if beside else []
        return "\n".join([self.words("letters.found"), *lines, *see, ""])

    def entry(self) -> str:
        """The entry of the report, as the latest copy names it, with a blank for what is wrong."""
        account, report, dispute = self.facts.entry
        mistake = dispute.what if dispute else self.blank("mistake")
        if account is None or report is None:
            if dispute is None:
                return self.blank("entry")
            lender = dispute.lender
            return self.words("conduct.beside", name=lender, value=mistake) if lender else mistake
        return self.words(
            "letters.entry",
            day=self.day(report.date),
            source=self.words(f"core.report_source.{report.source}"),
            account=" ".join(part for part in (account.lender, account.number) if part),
            mistake=mistake,
        )

    def evidence(self) -> str:
        """What is enclosed: the evidence noted with a dispute; else a blank."""
        dispute = self.facts.entry.dispute if self.letter.name == "dispute" else None
        return (dispute.evidence if dispute else "") or self.blank("evidence")

    def paid_off(self) -> str:
        """The day of the last payment, and that nothing is left only where the book says so."""
        if self.facts.paid_off is None:
            return self.words("letters.paid_off.unknown", blank=self.blank("paid_off"))
        return self.words("letters.paid_off", day=self.day(self.facts.paid_off))

    def shown(self) -> str:
        """What of the costs had to be shown at signing, by the rule of that day."""
        loan = self.facts.loan
        shown = loan is not None and self._rule("cost_table", loan.start) is not None
        return self.words("letters.costs.table" if shown else "letters.costs.any")

    def law(self) -> str:
        """The rules that the letter rests on, for a loan of a country whose rules are known; else nothing."""
        if self.letter.name == "card_plan":
            rule = self._rule("card_plan_consent", self.facts.on)
            return self.words("letters.card_plan.law", rule=cited(self.words, rule)) if rule else ""
        if self.letter.name == "dispute":
            rule = self._rule("dispute_answer", self.facts.on)
            return (
                self.words("letters.dispute.law", rule=cited(self.words, rule), n=rule.whole) if rule else ""
            )
        laws = [rule for id in PRIVACY if (rule := self._rule(id, self.facts.on)) is not None]
        if self.letter.name != "third_party" or not laws:
            return ""
        bank = kind_of_lender(self.facts.loan.legal_lender if self.facts.loan else "") != "microloan"
        ids = ("third_parties", "third_parties_banks") if bank else ("third_parties",)
        standards = [rule for id in ids if (rule := self._rule(id, self.facts.on)) is not None]
        told = self.words("letters.third_party.law", rules=all_cited(self.words, laws))
        also = self.words("letters.third_party.standards", rules=all_cited(self.words, standards))
        return told + (also if standards else "")

    def _rule(self, id: str, on: Date) -> Rule | None:
        """A rule that a letter may rest on: in force, and seen in a good source."""
        rule = self.rules.find(id, on, self.country) if self.country else None
        return None if rule is None or rule.confidence in UNSURE else rule

    def _finding(self, finding: Finding) -> str:
        words, talk = self.words, finding.talks[-1]
        if finding.what in COUNTED:
            key = f"letters.found.{finding.what}"
            return words.count(key, finding.times, day=self.day(finding.date), who=self._who(talk))
        how = words(f"core.channel.{talk.channel}")
        said = [how if talk.reached else words("letters.found.missed", how=how)]
        if talk.third_party:
            said.append(words("letters.found.with", whom=words(f"core.third_party.{talk.third_party}")))
        said += [words(f"core.conduct.{conduct}") for conduct in talk.conduct]
        how, who = words("letters.comma").join(said), self._who(talk)
        return words("letters.found.line", when=self._moment(talk.at), who=who, how=how)

    def _who(self, talk: Talk) -> str:
        """Who spoke: their contact and the name or number they gave."""
        contact = self.facts.people.get(talk.contact)
        if contact and talk.person:
            return self.words("letters.who", name=contact.name, person=talk.person)
        return contact.name if contact else talk.person or self.blank("who")

    def _moment(self, at: DateTime) -> str:
        return self.words("letters.moment", day=self.day(at.date()), time=at.strftime("%H:%M"))

    def _money(self, minor: int, currency: str = "") -> str:
        loan = self.facts.loan
        return self.words.money(Money(minor, currency or (loan.currency if loan else "")))

    def _joined(self, sentences: list[str]) -> str:
        return ("" if self.words.language == "zh" else " ").join(sentences)


_WITHIN = str.maketrans("“”", "‘’")  # quotation marks within others
