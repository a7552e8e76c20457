package com.pickatime.sso.signin.response;

import com.pickatime.sso.saml.response.AcceptedResponse;
import com.pickatime.sso.settings.AttributeMapping;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the business's attribute mapping finds in a response; each null where no mapped attribute says anything. */
public record MappedAttributes(
        @Nullable MappedAttribute sourceId,
        @Nullable MappedAttribute email,
        @Nullable MappedAttribute role,
        @Nullable MappedAttribute tenantId) {

    /** A value and the attribute it was found in. */
    public record MappedAttribute(String attribute, String value) {

        /** Without the value. */
        @Override
        public String toString() {
            return "MappedAttribute[" + attribute + "]";
        }
    }

    static MappedAttributes of(AttributeMapping mapping, AcceptedResponse response) {
        var attributes = response.attributes();
        return new MappedAttributes(
                first(mapping.sourceId(), attributes),
                first(mapping.email(), attributes),
                first(mapping.role(), attributes),
                first(mapping.tenantId(), attributes));
    }

    static @Nullable String value(@Nullable MappedAttribute attribute) {
        return attribute == null ? null : attribute.value();
    }

    /** The first name of the mapping that has a value which says something, whatever the order in the response. */
    private static @Nullable MappedAttribute first(List<String> names, Map<String, List<String>> attributes) {
        return names.stream()
                .flatMap(name -> attributes.getOrDefault(name, List.of()).stream()
                        .filter(value -> !value.isBlank())
                        .map(value -> new MappedAttribute(name, value)))
                .findFirst()
                .orElse(null);
    }
}
