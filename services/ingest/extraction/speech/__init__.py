"""Who says what: cues, speakers, pronouns, quotations, relays, denials and silence."""
