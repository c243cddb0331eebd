"""Letters on the screen: which one is picked, shown in a form, written to a file and kept as sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finterm.tui.everywhere import Everywhere
from finterm.tui.filling import Filling

if TYPE_CHECKING:
    from finterm.rules import Rule
    from finterm.tui.intents import Intent, KeepRule, WriteLetter


class Lettering(Everywhere):
    """The part of the app that writes letters."""

    filling: Filling

    def carry_out(self, intent: Intent) -> None:
        """One transaction, seen by every pane. Raises a FintermError when it is refused."""
        raise NotImplementedError

    def obey(self, intent: Intent) -> None:
        """Carries out a wish; what becomes a file (a letter, a rule of one's own) is no part of a transaction."""
        from finterm.tui.intents import KeepRule, WriteLetter

        if isinstance(intent, WriteLetter):
            self.write_letter(intent)
        elif isinstance(intent, KeepRule):
            self.keep_rule(intent)
        else:
            self.carry_out(intent)

    def do_letter(self) -> None:
        """Picks a letter about what the cursor stands on, and opens it."""
        from finterm.tui.dialogs.letter import letter_choices
        from finterm.tui.widgets.pick import PickScreen

        def picked(name: str | None) -> None:
            if name:
                self.open_letter(name)

        pairs, notes = letter_choices(self.sight)
        self.push_screen(PickScreen(pairs, self.words, notes=notes), picked)

    def open_letter(self, name: str, about: str = "") -> None:
        """Opens the letter `name` about the loan with that id, else about what the cursor stands on."""
        from finterm.domain.letters import BY_NAME
        from finterm.tui.dialogs.letter import letter_form
        from finterm.tui.view.talks import latest

        loan, contact = (about, "") if about else self.pane.talk_about()
        record = "" if about else self.pane.letter_about()
        # Only a letter to whoever called last is about the call, and none while another thing is pointed at.
        if not loan and not contact and not record and not BY_NAME[name].to:
            contact, loan = latest(self.sight)
        self.filling.ask(letter_form(self.sight, name, loan=loan, contact=contact, record=record))

    def write_letter(self, intent: WriteLetter) -> None:
        """Writes the file, keeps the letter as sent with that file, and says both.

        Raises a FintermError when either is refused; then no file is left behind.
        """
        from finterm.exchange.letter import write

        path, words = intent.path, self.words
        if path is not None:
            write(path, intent.subject, intent.text, words.language)
        said = []
        if intent.sent is not None:
            try:
                self.carry_out(intent.sent._replace(files=(path,) if path else ()))
            except Exception:
                if path is not None:
                    path.unlink(missing_ok=True)
                raise
            step = intent.sent.next_step
            said.append(
                words("tui.letter.kept_until", date=words.day(step.date))
                if step
                else words("tui.letter.kept")
            )
        if path is not None:
            said.append(words("tui.letter.written", path=str(path.absolute())))
        self.say(("" if words.language == "zh" else " ").join(said))

    def keep_rule(self, intent: KeepRule) -> None:
        """Writes a rule of the person's own; every pane then goes by it. Raises a FintermError when it is refused."""
        from finterm.domain.errors import FintermError
        from finterm.rules.own import keep

        try:
            path = keep(intent.entry, self.sight.on)
        except OSError as error:
            raise FintermError("tui.rules.unwritten", why=error.strerror or type(error).__name__) from error
        self.see_change()
        self.say(self.words("tui.rules.kept", file=str(path)))

    def forget_rule(self, rule: Rule) -> None:
        """Takes back a value that was entered for `rule`, or says that none was."""
        from finterm.rules.own import forget

        try:
            path = forget(rule)
        except OSError as error:
            self.say(self.words("tui.rules.unwritten", why=error.strerror or type(error).__name__), "error")
            return
        if path is None:
            self.say(self.words("tui.rules.not_own"), "warning")
            return
        self.see_change()
        self.say(self.words("tui.rules.forgotten", file=str(path)))
