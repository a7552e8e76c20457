package com.pickatime.sso.accounts;

/** The collection of local administrators and its fields. */
final class AdministratorFields {

    static final String COLLECTION = "local_administrators";

    static final String ID = "_id";
    static final String BUSINESS = "businessId";
    static final String NAME = "displayName";
    static final String EMAIL = "email";
    static final String EMAIL_HASH = "emailHash";
    static final String PASSWORD = "passwordHash";
    static final String INVITATION = "invitationHash";
    static final String INVITATION_ENDS = "invitationEndsAt";
    static final String LEAVING = "leavingSince";

    private AdministratorFields() {}
}
