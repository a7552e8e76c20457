package com.pickatime.contacts;

import com.pickatime.platform.access.AccessLevel;
import com.pickatime.platform.access.AccessRules;
import com.pickatime.platform.access.Rule;
import com.pickatime.platform.access.Scopes;
import com.pickatime.platform.access.Who;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Who may read and change what is stored of a business. Names and addresses of children are in it: administrators alone. */
@Configuration(proxyBeanMethods = false)
class ContactAccess {

    @Bean
    AccessRules contactRules() {
        return AccessRules.of(
                readable("contacts"),
                readable("contacts/export"),
                readable("contacts/{contactId}"),
                Rule.ofBusiness(
                        HttpMethod.POST,
                        "contacts/lookups",
                        Who.person(AccessLevel.ADMINISTRATOR),
                        Who.scope(Scopes.CONTACTS_READ)),
                readable("contacts/{contactId}/relationships"),
                readable("contacts/{contactId}/classes"),
                readable("classes"),
                readable("classes/{classId}/rosters"),
                readable("summary"),
                readable("imports/{importId}"),
                Rule.ofBusiness(HttpMethod.GET, "audit", Who.person(AccessLevel.ADMINISTRATOR)),
                Rule.ofBusiness(HttpMethod.GET, "audit/export", Who.person(AccessLevel.ADMINISTRATOR)),
                decided(HttpMethod.DELETE, "contacts/{contactId}"),
                decided(HttpMethod.PUT, "contacts/{contactId}/overrides/{field}"),
                decided(HttpMethod.DELETE, "contacts/{contactId}/overrides/{field}"),
                decided(HttpMethod.POST, "contacts/{contactId}/restoration"),
                decided(HttpMethod.POST, "contacts/{contactId}/new-generation"),
                Rule.ofBusiness(HttpMethod.GET, "source-index", Who.scope(Scopes.SOURCE_INDEX_READ)));
    }

    private static Rule readable(String what) {
        return Rule.ofBusiness(
                HttpMethod.GET, what, Who.person(AccessLevel.ADMINISTRATOR), Who.scope(Scopes.CONTACTS_READ));
    }

    /** Who decides something of a person is known by name: no service. */
    private static Rule decided(HttpMethod method, String what) {
        return Rule.ofBusiness(method, what, Who.person(AccessLevel.ADMINISTRATOR));
    }
}
