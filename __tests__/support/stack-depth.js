// As deep as Node itself keeps it. Jest keeps ten times that, and code that makes many errors then mostly writes stacks.
Error.stackTraceLimit = 10
