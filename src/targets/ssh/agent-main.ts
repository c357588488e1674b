/** The order of it all, and what happens when the words end early. A part of the agent script, with its rules for the writer. */
export const AGENT_MAIN = `
main() {
  read_data || exit 64
  parent=$(dirname -- "$path") current=$path
  lock=/tmp/safe-landing-$(printf '%s' "$path" | sha256sum | cut -c 1-16).lock
  say reply hello
  while IFS= read -r -t 60 word; do
    problem=
    case $word in
      inspect) inspect ;;
      lock) if take_lock; then say reply ok; else say reply busy; fi ;;
      recover) recover ;;
      check) check ;;
      stage|stop|aside|restore|reset|start) attempt "$word" ;;
      active) report_active ;;
      health) if problem=$(ask_health); then say reply ok; else say reply failed "$problem"; fi ;;
      log-start) report_start ;;
      log-page) read_log ;;
      log-before) read_before ;;
      prune) each_backup prune_one; say reply ok ;;
      commit) complete; say reply ok; break ;;
      *) break ;;
    esac
  done
  finish
}

report_active() {
  set --
  for unit in $units; do
    set -- "$@" "$(unit_state "$unit")" "$(systemctl show --property=NRestarts --value -- "$unit" </dev/null 2>/dev/null)"
  done
  say reply "$@"
}

# Nothing interrupts it.
finish() {
  trap '' HUP INT TERM
  if [ -z "$finished" ]; then undo; fi
  set --
  for unit in $units; do set -- "$@" "$(unit_state "$unit")"; done
  say where "$(kind_of "$path")" "$(kind_of "$failed")" "$(kind_of "$staged/copy")" "$@"
  if [ -n "$locked" ]; then rm -f -- "$lock" 2>/dev/null; fi
}

main`
