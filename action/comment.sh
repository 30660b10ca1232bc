#!/usr/bin/env bash
# Puts the report of a review into the pull request: over the comment of an earlier run, or as a new one.
set -euo pipefail
comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
ours='.[] | select(.user.type == "Bot" and (.body | startswith("<!-- tierwise opinion -->"))) | .id'
id=$(gh api --paginate "$comments" --jq "$ours" | tail -n 1)
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$COMMENT"
else
  gh api --silent --method POST "$comments" --field "body=@$COMMENT"
fi
