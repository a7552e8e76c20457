package com.pickatime.sso.contacts;

/** What the contact service says of somebody who wants to come in. */
public sealed interface SignInMatch {

    /** How a contact was found. */
    enum MatchedBy {
        CONTACT_ID,
        SOURCE_ID,
        EMAIL
    }

    /** One contact, who may come in. */
    record Matched(SignInContact contact, MatchedBy by) implements SignInMatch {}

    /** No active contact has this id or source ID, or where none was given this e-mail address. */
    record Unknown() implements SignInMatch {}

    /** Several active contacts share the e-mail address, and no source ID was given. */
    record Ambiguous() implements SignInMatch {}

    /** The contact is there, but the roster says that their account is not enabled. */
    record Disabled() implements SignInMatch {}

    /** There was neither a contact's id nor a source ID nor an e-mail address to look for. */
    record NothingToMatch() implements SignInMatch {}
}
