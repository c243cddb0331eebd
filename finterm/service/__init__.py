"""Having the system look for reminders: a systemd timer or service, a launchd agent, a Windows task, a crontab line.

`task` says what is to be run; `systemd`, `launchd`, `schtasks` and `cron` make the texts each system reads,
as pure functions, and the steps that bring them there or take them away; `carrying` writes and runs.
"""
