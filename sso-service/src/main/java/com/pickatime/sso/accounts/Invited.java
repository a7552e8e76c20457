package com.pickatime.sso.accounts;

/** Who an invitation is for. */
public record Invited(LocalAdministrator who, String email) {

    @Override
    public String toString() {
        return "Invited[" + who.id() + ']';
    }
}
