package com.pickatime.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** People of the imported district come in, do what they may, and leave; each test is a visitor with a fresh browser. */
@Order(2)
@ExtendWith(SharedDistrict.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInJourneyIT {

    private static final String TEACHER = "T0001";
    private static final String OTHER_TEACHER = "T0002";
    private static final String OWN = District.BUSINESS;
    private static final String LEVEL = "/access-level";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private static District district;

    private Visitor visitor;

    @BeforeAll
    static void start(District started) {
        district = started;
        district.openForSignIn();
    }

    @BeforeEach
    void openABrowser() {
        visitor = new Visitor(district);
    }

    @Test
    @Order(1)
    void aTeacherComesInFromPickAtime() {
        var page = visitor.signInFromPickAtime(TEACHER);

        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        assertThat(visitor.who().path("subject").asString()).isEqualTo(district.contactId(TEACHER));
        assertThat(visitor.who().path("businessId").asString()).isEqualTo(OWN);
    }

    @Test
    @Order(2)
    void aTeacherComesInFromLaunchpad() {
        var page = visitor.signInFromLaunchpad(TEACHER);

        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        assertThat(visitor.who().path("subject").asString()).isEqualTo(district.contactId(TEACHER));
    }

    @Test
    @Order(3)
    void aTeachersTokenOpensNoMoreThanATeacherMay() {
        visitor.signInFromPickAtime(TEACHER);

        assertThat(visitor.contacts(
                                "PUT", OWN + "/contacts/" + district.contactId(TEACHER) + LEVEL, level("ADMINISTRATOR"))
                        .statusCode())
                .isEqualTo(FORBIDDEN);
        assertThat(visitor.contacts("GET", "other-school/contacts", "").statusCode())
                .isEqualTo(FORBIDDEN);
    }

    @Test
    @Order(4)
    void theFirstAdministratorChoosesAPasswordAndRaisesATeacher() {
        var invitation = district.stack().signOn().invitation().orElseThrow();

        var page = visitor.choosePassword(invitation, "four words of no relation");

        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        assertThat(visitor.who().path("accessLevel").asString()).isEqualTo("ADMINISTRATOR");
        assertThat(district.stack().signOn().invitation()).isEmpty();
        var raised = visitor.contacts(
                "PUT", OWN + "/contacts/" + district.contactId(OTHER_TEACHER) + LEVEL, level("ADMINISTRATOR"));
        assertThat(raised.statusCode()).as(raised.body()).isBetween(OK, 204);
    }

    @Test
    @Order(5)
    void theRaisedTeacherMayAdministerThisBusinessAndNoOther() {
        visitor.signInFromLaunchpad(OTHER_TEACHER);

        assertThat(visitor.contacts("GET", OWN + "/contacts?limit=1", "").statusCode())
                .isEqualTo(OK);
        assertThat(visitor.contacts(
                                "PUT",
                                OWN + "/contacts/" + district.contactId(TEACHER) + LEVEL,
                                level("APPOINTMENT_MAKER"))
                        .statusCode())
                .isBetween(OK, 204);
        assertThat(visitor.contacts("GET", "other-school/contacts?limit=1", "").statusCode())
                .isEqualTo(FORBIDDEN);
    }

    @Test
    @Order(6)
    void leavingPickAtimeLeavesClassLinkToo() {
        visitor.signInFromPickAtime(TEACHER);

        var page = visitor.signOut();

        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        assertThat(page.address().getPort()).isEqualTo(district.ports().webUi());
        assertThat(visitor.session().statusCode()).isEqualTo(UNAUTHORIZED);
        assertThat(visitor.token().statusCode()).isEqualTo(UNAUTHORIZED);
        assertThat(visitor.isAskedAgainByClassLink()).isTrue();
    }

    @Test
    @Order(7)
    void leavingClassLinkLeavesPickAtimeToo() {
        visitor.signInFromLaunchpad(TEACHER);

        var page = visitor.signOutOfLaunchpad();

        assertThat(page.text()).contains("signed out of ClassLink and of pickAtime");
        assertThat(visitor.session().statusCode()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    @Order(8)
    void aParentComesInAsACustomer() {
        var parent = district.activeContact("PARENT");

        visitor.signInFromLaunchpad(parent);

        assertThat(visitor.who().path("subject").asString()).isEqualTo(district.contactId(parent));
        assertThat(visitor.who().path("accessLevel").asString()).isEqualTo("CUSTOMER");
        assertThat(visitor.contacts("GET", OWN + "/contacts?limit=1", "").statusCode())
                .isEqualTo(FORBIDDEN);
    }

    @Test
    @Order(9)
    void whoIsNotInTheRosterIsToldSoAndGetsNothing() {
        var page = visitor.signInFromLaunchpad("new.hire");

        assertThat(page.status()).isEqualTo(FORBIDDEN);
        assertThat(page.text()).doesNotContain("Exception", "noel.newcomer");
        assertThat(visitor.session().statusCode()).isEqualTo(UNAUTHORIZED);
    }

    @Test
    @Order(10)
    void anEncryptedAssertionIsTakenAndAnUnsignedResponseIsNot() {
        district.identityProvider("{\"encrypted\":true}");
        assertThat(visitor.signInFromPickAtime(TEACHER).status()).isEqualTo(OK);

        district.identityProvider("{\"signed\":\"NEITHER\"}");
        var refused = new Visitor(district);
        assertThat(refused.signInFromPickAtime(TEACHER).status()).isEqualTo(FORBIDDEN);
        assertThat(refused.session().statusCode()).isEqualTo(UNAUTHORIZED);

        district.identityProvider("{}");
    }

    @Test
    @Order(11)
    void aNewKeyOfClassLinksIsLearntOnTheWay() {
        district.stack().simulator().post("/control/saml/key", "");

        var page = visitor.signInFromLaunchpad(TEACHER);

        assertThat(page.status()).as(page.text()).isEqualTo(OK);
        assertThat(visitor.who().path("subject").asString()).isEqualTo(district.contactId(TEACHER));
    }

    private static String level(String level) {
        return "{\"level\":\"" + level + "\"}";
    }
}
