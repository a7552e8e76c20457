package com.pickatime.sso.signin.response;

import com.pickatime.sso.saml.response.AcceptedResponse;
import com.pickatime.sso.settings.AttributeMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the business's attribute mapping finds in a response; each null where no mapped attribute says anything. */
public record Picked(
        @Nullable Pick sourceId,
        @Nullable Pick email,
        @Nullable Pick role,
        @Nullable Pick tenantId) {

    /** A value and the attribute it was found in. */
    public record Pick(String attribute, String value) {

        /** Without the value. */
        @Override
        public String toString() {
            return "Pick[" + attribute + "]";
        }
    }

    static Picked of(AttributeMapping mapping, AcceptedResponse response) {
        var attributes = response.attributes();
        return new Picked(
                pick(mapping.sourceId(), attributes),
                pick(mapping.email(), attributes),
                pick(mapping.role(), attributes),
                pick(mapping.tenantId(), attributes));
    }

    static @Nullable String value(@Nullable Pick pick) {
        return pick == null ? null : pick.value();
    }

    /** The first name of the mapping that has a value which says something, whatever the order in the response. */
    private static @Nullable Pick pick(List<String> names, Map<String, List<String>> attributes) {
        return names.stream()
                .flatMap(name -> attributes.getOrDefault(name, List.of()).stream()
                        .filter(value -> !value.isBlank())
                        .map(value -> new Pick(name, value)))
                .findFirst()
                .orElse(null);
    }
}
