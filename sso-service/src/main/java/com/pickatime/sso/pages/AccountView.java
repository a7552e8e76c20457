package com.pickatime.sso.pages;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.Link;
import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.SignInMethod;
import java.util.List;

/** A session in the words of the account page. */
record AccountView(String displayName, BusinessId businessId, String level, String method, List<Link> links) {

    static AccountView of(Session session) {
        var who = session.who();
        return new AccountView(
                who.displayName(),
                who.businessId(),
                words(who.level()),
                words(who.method()),
                links(who.businessId(), who.level()));
    }

    private static List<Link> links(BusinessId businessId, AccessLevel level) {
        return level == AccessLevel.ADMINISTRATOR
                ? List.of(new Link("/saml/" + businessId + "/test", "Test single sign-on"))
                : List.of();
    }

    private static String words(AccessLevel level) {
        return switch (level) {
            case CUSTOMER -> "Book and change your own appointments";
            case APPOINTMENT_VIEWER -> "See appointments";
            case APPOINTMENT_MAKER -> "See and make appointments";
            case RESOURCE_ADMINISTRATOR -> "Administer resources";
            case EVENT_ADMINISTRATOR -> "Administer events";
            case ADMINISTRATOR -> "Administer everything of this school or business";
        };
    }

    private static String words(SignInMethod method) {
        return switch (method) {
            case SAML -> "With your school account";
            case PASSWORD -> "With a password of pickAtime";
        };
    }
}
