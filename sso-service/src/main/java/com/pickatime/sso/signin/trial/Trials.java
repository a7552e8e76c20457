package com.pickatime.sso.signin.trial;

import com.pickatime.platform.ids.BusinessId;
import com.pickatime.sso.BaseUrl;
import com.pickatime.sso.signin.response.ConsumedResponse;
import com.pickatime.sso.signin.response.RefusedSignInException;
import com.pickatime.sso.signin.store.LoginPurpose;
import com.pickatime.sso.signin.store.LoginRequest;
import com.pickatime.sso.signin.store.PendingSignIns;
import com.pickatime.sso.signin.store.PendingSignIns.Claim;
import com.pickatime.sso.signin.store.PendingSignIns.Claimant;
import java.net.URI;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Reports of trials between the identity provider's answer and the administrator who reads them. */
@Component
public class Trials {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ObjectWriter WRITER = JSON.writerFor(TrialReport.class);
    private static final ObjectReader READER = JSON.readerFor(TrialReport.class);

    private final PendingSignIns pending;
    private final BaseUrl baseUrl;

    Trials(PendingSignIns pending, BaseUrl baseUrl) {
        this.pending = pending;
        this.baseUrl = baseUrl;
    }

    /** Emits where the browser that asked finds the report, also of a response that does not hold. */
    public Mono<URI> keep(LoginRequest request, Mono<ConsumedResponse> consumed) {
        return consumed.map(TrialReport::of)
                .onErrorResume(
                        RefusedSignInException.class, refused -> Mono.just(TrialReport.refused(refused.reason())))
                .flatMap(report -> pending.keep(
                        new Claimant(request.businessId(), LoginPurpose.TEST, request.browser()),
                        WRITER.writeValueAsString(report)))
                .map(ticket -> baseUrl.resolve("/saml/" + request.businessId() + "/test/result?ticket=" + ticket));
    }

    /** The report, once; empty if the ticket is not good for one of these browsers. */
    Mono<TrialReport> take(BusinessId businessId, Set<String> browsers, String ticket) {
        return pending.take(new Claim(businessId, LoginPurpose.TEST, browsers, ticket))
                .map(READER::readValue);
    }
}
