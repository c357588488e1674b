/** How the script reads the log of the unit, page by page; it changes nothing. A part of the agent script, with its rules for the writer. */
export const AGENT_LOG = String.raw`
# A user that may not read it gets an empty log, and a hint on the error stream.
report_start() {
  local invocation
  if ! command -v journalctl >/dev/null; then say reply failed 'there is no journalctl'; return; fi
  if ! run journalctl --no-pager --lines=1 --output=cat --unit="$unit" || [ -n "$problem" ]; then say reply failed "$problem"; return; fi
  invocation=$(systemctl show --property=InvocationID --value -- "$unit" </dev/null 2>/dev/null)
  since=$(systemctl show --property=ExecMainStartTimestamp --value -- "$unit" </dev/null 2>/dev/null)
  since=$(date -d "$since" +%s 2>/dev/null)
  say reply ok "$since" "$invocation" "$(date +%s)"
}

# In pieces: a line of a session has its limit. They are not decoded one by one, since a character may be cut in two.
send_page() {
  local page part
  page=$(journalctl --no-pager --quiet --unit="$unit" --output=json --output-fields=MESSAGE,_SYSTEMD_INVOCATION_ID "$@" </dev/null 2>/dev/null | head -n 500)
  while IFS= read -r part; do printf 'safe-landing %s +log +%s\n' "$nonce" "$part"; done < <(printf '%s' "$page" | base64 -w 4000; echo)
  cursor=$(printf '%s' "$page" | tail -n 1 | sed -n 's/.*"__CURSOR" *: *"\([^"]*\)".*/\1/p')
  say reply ok "$(printf '%s' "$page" | grep -c .)" "$cursor"
} 2>/dev/null

read_log() { if [ -n "$cursor" ]; then send_page --after-cursor="$cursor"; else send_page --since="@$since"; fi; }

read_before() {
  if [ -n "$cursor" ]; then send_page --after-cursor="$cursor" --until="@$since"; else send_page --since="@$((since - 600))" --until="@$since"; fi
}`
