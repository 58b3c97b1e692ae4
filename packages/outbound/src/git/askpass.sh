#!/bin/sh
# git asks here for the password; the token waits on descriptor 3, so that no command line, environment or file has it.
exec cat <&3
