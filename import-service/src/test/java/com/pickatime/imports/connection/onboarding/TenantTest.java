package com.pickatime.imports.connection.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.pickatime.events.NotificationKind;
import com.pickatime.imports.connection.classlink.ClassLinkApplication;
import org.junit.jupiter.api.Test;

class TenantTest {

    private static final Tenant BEFORE = Tenant.seen(listed(true, "Active"), null);

    @Test
    void isNewWhenItWasNeverSeen() {
        assertThat(Tenant.change(listed(false, "Active"), null)).isEqualTo(NotificationKind.APPLICATION_ADDED);
    }

    @Test
    void isSwitchedOffAndOn() {
        var off = Tenant.seen(listed(false, "Active"), BEFORE);

        assertThat(Tenant.change(listed(false, "Active"), BEFORE)).isEqualTo(NotificationKind.APPLICATION_DISABLED);
        assertThat(Tenant.change(listed(true, "Active"), off)).isEqualTo(NotificationKind.APPLICATION_ENABLED);
    }

    @Test
    void changesItsStatus() {
        assertThat(Tenant.change(listed(true, "Suspended"), BEFORE)).isEqualTo(NotificationKind.TENANT_STATUS_CHANGED);
    }

    @Test
    void staysTheSame() {
        assertThat(Tenant.change(listed(true, "Active"), BEFORE)).isNull();
        assertThat(Tenant.seen(listed(true, "Active"), BEFORE)).isEqualTo(BEFORE);
    }

    @Test
    void numbersItsChanges() {
        var off = Tenant.seen(listed(false, "Active"), BEFORE);
        var renamed = Tenant.seen(new ClassLinkApplication("2222", "New name", false, "Active", null, null), off);

        assertThat(BEFORE.changes()).isEqualTo(1);
        assertThat(off.changes()).isEqualTo(2);
        assertThat(renamed.changes()).isEqualTo(2);
        assertThat(renamed.name()).isEqualTo("New name");
    }

    private static ClassLinkApplication listed(boolean enabled, String status) {
        return new ClassLinkApplication("2222", "Springfield", enabled, status, "%2Fapp", "bearer");
    }
}
