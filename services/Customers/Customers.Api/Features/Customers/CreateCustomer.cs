using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>A stored file that looks like the one that was to be opened.</summary>
/// <param name="Score">100 for an identifier in common, 90 for the same name, less for a similar one.</param>
public sealed record CandidateView(Guid Id, string Name, int Score, IReadOnlyList<LikenessKind> MatchedBy, string? OwnerId, string Team, string? City)
{
    internal static CandidateView Of(DuplicateCandidate c) => new(c.Id, c.Identifiers.Name, c.Likeness.Score, c.Likeness.Kinds, c.OwnerId, c.Team, c.City);
}

/// <summary>C1: opens a file, once its category has been chosen and nobody stored looks like the same customer (C16).</summary>
internal static class CreateCustomer
{
    public static async Task<Results<Created<CustomerView>, Invalid, Refused>> HandleAsync(
        CustomerRequest request, CustomersDb db, CustomerForm form, FieldRegister register, DuplicateFinder finder, Caller caller, TimeProvider time, CancellationToken cancellationToken,
        bool allowDuplicate = false)
    {
        if (form.Read(request, caller, known: null, out var data) is { } wrong) return new Invalid(wrong);
        if (await CustomValues.CheckReferencesAsync(db.Customers, data.Custom, register.Fields, CustomFields.None, cancellationToken) is { } nobody) return new Invalid(nobody);
        if (await db.CheckOwnerAsync(data.OwnerId, caller.Subject, cancellationToken) is { } unknown) return new Invalid(unknown);
        if (await db.CheckReferrerAsync(data.ReferredBy, cancellationToken) is { } unheard) return new Invalid(unheard);
        data = await db.WithTeamOfOwnerAsync(data, request.Team, caller, cancellationToken);
        if (await db.CheckExternalIdAsync(data.ExternalId, cancellationToken) is { } taken) return new Refused(taken);
        // C16: a file that brings an id of another system's is vouched for by it; the likeness of a name does not count against it.
        var alike = await finder.FindAsync(Identifiers.Of(data), except: null, byName: data.ExternalId is null, cancellationToken);
        if (alike.Count > 0 && !(allowDuplicate || request.AllowDuplicate)) return LooksLike(alike);

        var customer = Customer.Open(data, caller.Subject, time.GetUtcNow(), time.GetUtcNow());
        db.Customers.Add(customer);
        db.NoteNew(customer.Id, alike, time.GetUtcNow());
        db.Publish(customer.ToEvent(version: 1), customer.Id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/customers/{customer.Id}", CustomerView.Of(customer));
    }

    private static Refused LooksLike(IReadOnlyList<DuplicateCandidate> alike)
    {
        var first = alike[0];
        return new Refused("customer.duplicate",
            $"'{first.Identifiers.Name}' looks like the same customer ({string.Join(", ", first.Likeness.Kinds.Select(EnumCode.Of))}). Use that file, or repeat with allowDuplicate.")
        {
            Facts = new Dictionary<string, object?> { ["candidates"] = alike.Select(CandidateView.Of).ToList() },
        };
    }
}
