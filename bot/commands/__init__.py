"""The command line, a module a command. Heavy imports happen inside the commands, so that `--help` is quick."""
