package com.pickatime.sso.accounts;

/** Who an invitation is for. */
public record InvitedAdministrator(LocalAdministrator who, String email) {

    @Override
    public String toString() {
        return "InvitedAdministrator[" + who.id() + ']';
    }
}
