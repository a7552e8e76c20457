package com.pickatime.sso.pages;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.pages.Link;
import com.pickatime.sso.sessions.Session;
import com.pickatime.sso.sessions.SignInMethod;
import java.util.List;

/** A session as the account page shows it. */
record AccountView(
        String displayName, BusinessId businessId, AccessLevel level, SignInMethod method, List<Link> links) {

    static AccountView of(Session session) {
        var who = session.who();
        return new AccountView(
                who.displayName(), who.businessId(), who.level(), who.method(), links(who.businessId(), who.level()));
    }

    private static List<Link> links(BusinessId businessId, AccessLevel level) {
        return level == AccessLevel.ADMINISTRATOR
                ? List.of(new Link("/saml/" + businessId + "/test", "account.trial"))
                : List.of();
    }
}
