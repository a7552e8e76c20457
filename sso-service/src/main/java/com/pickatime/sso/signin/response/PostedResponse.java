package com.pickatime.sso.signin.response;

import org.jspecify.annotations.Nullable;

/**
 * What the browser brought, of which nothing is known yet.
 *
 * @param relayState as the form has it; null if it has none, or several
 */
public record PostedResponse(byte[] xml, @Nullable String relayState) {

    /** Without content. */
    @Override
    public String toString() {
        return "PostedResponse[" + xml.length + " bytes]";
    }
}
