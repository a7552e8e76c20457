package com.pickatime.sso.accounts.api;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import com.pickatime.sso.accounts.SealedEmails;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Whom to invite, as a caller sent it. */
@Schema(example = """
                {"displayName": "Seymour Skinner", "email": "skinner@oak.example.org"}""")
record AdministratorRequest(
        @Nullable String displayName, @Nullable String email) {

    private static final int LONGEST_NAME = 100;

    /** A request that may be acted upon. */
    record Checked(String displayName, String email) {

        @Override
        public String toString() {
            return "Checked";
        }
    }

    /** @throws org.springframework.web.ErrorResponseException a 400 that names every field that must change */
    Checked checked(BusinessId businessId) {
        var errors = new LinkedHashMap<String, String>();
        if (!businessId.mayBeGiven()) {
            errors.put("businessId", BusinessId.RULE);
        }
        if (displayName == null || !isName(displayName.strip())) {
            errors.put("displayName", "must have 1 to " + LONGEST_NAME + " characters on one line");
        }
        if (email == null || !SealedEmails.isAddress(email.strip())) {
            errors.put("email", "must be one e-mail address, like name@example.org");
        }
        if (displayName == null || email == null || !errors.isEmpty()) {
            throw Problems.invalid(errors);
        }
        return new Checked(displayName.strip(), email.strip());
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return "AdministratorRequest";
    }
}
