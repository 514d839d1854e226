using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Privacy;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Privacy;

/// <param name="Channel">For which way; any when left out.</param>
/// <param name="Proof">Required for a consent: the wording agreed to, and where it is recorded.</param>
/// <param name="At">When it was said; now when left out.</param>
/// <param name="ContactId">The contact who said it, where it was not the customer itself.</param>
public sealed record ConsentRequest(
    ConsentPurpose Purpose, bool Given, ConsentSource Source, ConsentChannel Channel = ConsentChannel.Any, [property: StringLength(2000)] string? Proof = null,
    DateTimeOffset? At = null, DateTimeOffset? Until = null, Guid? ContactId = null);

public sealed record ConsentView(
    Guid Id, ConsentPurpose Purpose, ConsentChannel Channel, bool Given, ConsentSource Source, string? Proof, DateTimeOffset? Until, Guid? ContactId, string By, DateTimeOffset At)
{
    internal static ConsentView Of(Consent c) => new(c.Id, c.Purpose, c.Channel, c.Given, c.Source, c.Proof, c.Until, c.ContactId, c.By, c.At);
}

/// <summary>What holds now; null where nothing was said.</summary>
public sealed record ConsentStateView(ConsentPurpose Purpose, ConsentChannel Channel, bool? Holds);

/// <param name="State">Every purpose and channel.</param>
/// <param name="Said">All that was said, newest first.</param>
public sealed record ConsentsView(IReadOnlyList<ConsentStateView> State, IReadOnlyList<ConsentView> Said);

/// <summary>C20: consents per purpose and channel, with proof. Nothing said is taken back, only answered by a later word.</summary>
internal static class Consents
{
    public static async Task<Results<Ok<ConsentsView>, Missing>> GetAsync(Guid id, CustomersDb db, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, cancellationToken)) return new Missing("customer", id);
        var said = await db.Consents.AsNoTracking().Where(c => c.CustomerId == id).OrderByDescending(c => c.Key).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        var state = from purpose in Enum.GetValues<ConsentPurpose>()
                    from channel in Enum.GetValues<ConsentChannel>()
                    select new ConsentStateView(purpose, channel, Consent.Holds(said, purpose, channel, now));
        return TypedResults.Ok(new ConsentsView([.. state], [.. said.Select(ConsentView.Of)]));
    }

    public static async Task<Results<Created<ConsentView>, Missing, Invalid, Refused>> SayAsync(
        Guid id, ConsentRequest request, CustomersDb db, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (customer.RefuseUnlessActive() is { } inactive) return new Refused(inactive);
        var now = time.GetUtcNow();
        if (request.At > now) return new Invalid("at", "What has not been said yet is no consent.", "consent.in-future");
        if (Consent.Check(request.Given, request.Proof, request.Until, now) is { } wrong) return new Invalid(wrong);
        if (request.ContactId is { } contact && !await db.Contacts.AnyAsync(c => c.Id == contact && c.CustomerId == id, cancellationToken))
            return new Invalid("contactId", $"The customer has no contact '{contact}'.", "consent.contact-unknown");
        var consent = Consent.Said(id, request.ContactId, request.Purpose, request.Channel, request.Given, request.Source, request.Proof, request.Until, caller.Subject, request.At ?? now);
        db.Record(consent);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/customers/{id}/consents", ConsentView.Of(consent));
    }
}
