package com.pickatime.sso.accounts.api;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom to invite, as a caller sent it. */
@Schema(example = """
                {"displayName": "Seymour Skinner", "email": "skinner@oak.example.org"}""")
record AdministratorRequest(
        @Nullable String displayName, @Nullable String email) {

    private static final int LONGEST_NAME = 100;
    /** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
    private static final int LONGEST_EMAIL = 254;

    private static final Pattern EMAIL = Pattern.compile("[^@\\s,;<>\"]{1,64}@[^@\\s,;<>\"]+\\.[^@\\s.,;<>\"]{2,}");

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
        if (email == null || !isAddress(email.strip())) {
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

    private static boolean isAddress(String text) {
        return text.length() <= LONGEST_EMAIL && EMAIL.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "AdministratorRequest";
    }
}
