using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Duplicates;
using CrmPlatform.Customers.Data.Fields;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Customers;

/// <summary>
/// Replaces (PUT) or changes (PATCH) what people write about a customer. Its owner and team are given to others by a transfer alone (C6); a PUT that
/// leaves them out says nothing of them.
/// </summary>
internal sealed class ChangeCustomer(CustomersDb db, CustomerForm form, FieldRegister register, DuplicateFinder finder, CallerAccessor accessor, TimeProvider time)
{
    public static Task<Results<Ok<CustomerView>, Missing, Invalid, Denied, Refused, Stale>> ReplaceAsync(
        Guid id, CustomerRequest request, IfMatch ifMatch, ChangeCustomer change, CancellationToken cancellationToken) =>
        change.DoAsync(id, ifMatch, customer => (request with { OwnerId = request.OwnerId ?? customer.OwnerId, Team = request.Team ?? customer.Team }, null), CustomerView.Of, cancellationToken);

    public static Task<Results<Ok<CustomerView>, Missing, Invalid, Denied, Refused, Stale>> PatchAsync(
        Guid id, MergePatch<CustomerRequest> patch, IfMatch ifMatch, ChangeCustomer change, CancellationToken cancellationToken) =>
        change.DoAsync(id, ifMatch, customer => patch.TryApply(CustomerRequest.Of(customer), out var request, out var problem) ? (request, null) : (request, problem), CustomerView.Of, cancellationToken);

    /// <summary>A change of a part is one of the whole: <paramref name="read"/> says what shall be written, <paramref name="show"/> what is answered.</summary>
    public async Task<Results<Ok<TView>, Missing, Invalid, Denied, Refused, Stale>> DoAsync<TView>(
        Guid id, IfMatch ifMatch, Func<Customer, (CustomerRequest, Invalid?)> read, Func<Customer, TView> show, CancellationToken cancellationToken)
    {
        if (await db.Customers.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } customer) return new Missing("customer", id);
        if (!ifMatch.Matches(customer)) return new Stale(customer.Version);
        var (request, problem) = read(customer);
        if (problem is not null) return problem;
        if (await ApplyAsync(customer, request, cancellationToken) is { } refusal)
        {
            if (refusal.Kind == RefusalKind.Forbidden) return new Denied(refusal);
            if (refusal.Field is null) return new Refused(refusal);
            return new Invalid(refusal);
        }
        db.Tell(customer);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(show(customer));
    }

    private async Task<Refusal?> ApplyAsync(Customer customer, CustomerRequest request, CancellationToken cancellationToken)
    {
        if (RefuseTransfer(customer, request) is { } elsewhere) return elsewhere;
        if (form.Read(request, accessor.Caller, customer, out var data) is { } wrong) return wrong;
        if (accessor.RefuseGrade(customer.Grade, data.Grade) is { } notTheirs) return notTheirs;
        if (await CustomValues.CheckReferencesAsync(db.Customers, data.Custom, register.Fields, customer.Custom, cancellationToken) is { } nobody) return nobody;
        if (data.ReferredBy != customer.ReferredBy && await db.CheckReferrerAsync(data.ReferredBy, cancellationToken, itself: customer.Id) is { } unheard) return unheard;
        if (data.ExternalId != customer.ExternalId && await db.CheckExternalIdAsync(data.ExternalId, cancellationToken) is { } taken) return taken;
        var looked = (customer.Name, customer.Phone, customer.Email, customer.NormalTaxId);
        if (customer.Change(data, accessor.Caller.Subject, time.GetUtcNow()) is { } refusal) return refusal;
        if ((customer.Name, customer.Phone, customer.Email, customer.NormalTaxId) != looked)
        {
            // C16: a file that has come to look like another one is changed, and the pair is put on the list.
            var alike = await finder.FindAsync(Identifiers.Of(customer), customer.Id, byName: true, cancellationToken);
            await db.NoteAsync([.. alike.Select(other => (customer.Id, other.Id, other.Likeness))], time.GetUtcNow(), cancellationToken);
        }
        return null;
    }

    private static Refusal? RefuseTransfer(Customer customer, CustomerRequest request)
    {
        const string Code = "ownership.by-transfer";
        if (!Says(request.OwnerId, customer.OwnerId)) return Refusal.Invalid("ownerId", Code, $"A change leaves the owner as it is; give '{customer.Name}' to somebody else by a transfer.");
        if (!Says(request.Team, customer.Team)) return Refusal.Invalid("team", Code, $"A change leaves the team as it is; give '{customer.Name}' to another one by a transfer.");
        return null;

        static bool Says(string? written, string? stored) => string.Equals(written?.Trim() ?? "", stored?.Trim() ?? "", StringComparison.Ordinal);
    }
}
