using System.ComponentModel.DataAnnotations;
using CrmPlatform.Customers.Data;
using CrmPlatform.Customers.Data.Standing;
using CrmPlatform.Customers.Domain;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Customers.Features.Leads;

/// <param name="Grade">What the customer is worth; when left out, ordinary where it was potential, else as it is. Once it is more than potential it is a manager's to change.</param>
/// <param name="OwnerId">Who looks after it from now on; required for a key customer (C6). You, when nobody does yet and nobody is named. To name somebody else takes the right to transfer.</param>
/// <param name="Team">A new owner's team when left out, else the present one.</param>
public sealed record ConvertLeadRequest(ValueGrade? Grade = null, [property: StringLength(100)] string? OwnerId = null, [property: StringLength(60)] string? Team = null);

/// <param name="Reason">In words; required when the loss is <c>other</c>.</param>
public sealed record DisqualifyLeadRequest(LeadLoss Loss, [property: StringLength(400)] string? Reason = null);

/// <summary>C7: a lead becomes a customer of a grade and an owner, or is disqualified with a reason; a disqualified one may be reopened.</summary>
internal sealed class CloseLead(CustomersDb db, Caller caller, CallerAccessor rights, TimeProvider time)
{
    private string Me => caller.Subject;

    public static async Task<Results<Ok<LeadView>, Missing, Invalid, Refused, Denied, Stale>> ConvertAsync(
        Guid id, ConvertLeadRequest request, IfMatch ifMatch, CustomersDb db, CloseLead close, CancellationToken cancellationToken)
    {
        var unknown = await db.CheckOwnerAsync(request.OwnerId, close.Me, cancellationToken);
        var ownersTeam = await db.Staff.Where(member => member.Subject == (request.OwnerId ?? close.Me)).Select(member => member.Team).SingleOrDefaultAsync(cancellationToken);
        return await close.DoAsync(id, ifMatch, (lead, customer, now) => unknown ?? lead.Convert(close.Me, now) ?? close.Win(customer, request, ownersTeam, now), cancellationToken);
    }

    public static Task<Results<Ok<LeadView>, Missing, Invalid, Refused, Denied, Stale>> DisqualifyAsync(
        Guid id, DisqualifyLeadRequest request, IfMatch ifMatch, CloseLead close, CancellationToken cancellationToken) =>
        close.DoAsync(id, ifMatch, (lead, _, now) => lead.Disqualify(request.Loss, request.Reason, close.Me, now), cancellationToken);

    public static Task<Results<Ok<LeadView>, Missing, Invalid, Refused, Denied, Stale>> ReopenAsync(
        Guid id, IfMatch ifMatch, CloseLead close, CancellationToken cancellationToken) =>
        close.DoAsync(id, ifMatch, (lead, _, _) => lead.Reopen(), cancellationToken);

    private async Task<Results<Ok<LeadView>, Missing, Invalid, Refused, Denied, Stale>> DoAsync(
        Guid id, IfMatch ifMatch, Func<Lead, Customer, DateTimeOffset, Refusal?> step, CancellationToken cancellationToken)
    {
        if (await db.Leads.SingleOrDefaultAsync(l => l.Id == id, cancellationToken) is not { } lead) return new Missing("lead", id);
        if (!ifMatch.Matches(lead)) return new Stale(lead.Version);
        var customer = await db.Customers.SingleAsync(c => c.Id == lead.CustomerId, cancellationToken);
        // C7: whoever notes leads for those who sell does not close theirs.
        if (!rights.EntersForOwnTeam() && lead.CreatedBy != Me && !IsOurs(customer)) return new Missing("lead", id);
        var from = (customer.OwnerId, customer.Team);
        // C20: what were said of an erased customer's lead now would stay for good.
        if ((customer.RefuseUnlessActive() ?? step(lead, customer, time.GetUtcNow())) is { } refusal)
        {
            if (refusal.Kind == RefusalKind.Forbidden) return new Denied(refusal);
            if (refusal.Field is null) return new Refused(refusal);
            return new Invalid(refusal);
        }
        // Only a conversion gives it to anybody.
        await db.TellTransferAsync(customer, from, "converted from a lead", caller.Subject, time.GetUtcNow(), cancellationToken);
        db.Publish(lead.ToEvent(customer, lead.Version + 1), customer.Id);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(LeadView.Of(lead, LeadFile.Of(customer)));
    }

    private Refusal? Win(Customer customer, ConvertLeadRequest request, string? ownersTeam, DateTimeOffset now)
    {
        var owner = request.OwnerId ?? customer.OwnerId ?? caller.Subject;
        var team = request.Team ?? (owner == customer.OwnerId ? null : ownersTeam) ?? customer.Team;
        var isFirst = customer.Grade == ValueGrade.Potential;
        var grade = request.Grade ?? (isFirst ? ValueGrade.Ordinary : customer.Grade);
        // C5: whoever wins a customer says what it is worth; whoever notes a lead on one that is there does not.
        if (!isFirst && rights.RefuseGrade(customer.Grade, grade) is { } notTheirs) return notTheirs;
        if ((MayGive(customer, request, owner) ?? customer.TransferTo(owner, team, now)) is { } refusal) return refusal;
        if (grade != customer.Grade && customer.SetGrade(grade, "converted from a lead", caller.Subject, now) is { } wrong) return wrong;
        db.Tell(customer);
        return null;
    }

    private bool IsOurs(Customer customer) => customer.OwnerId == Me || customer.Team == caller.Team;

    // C6: a conversion is no way around a claim or a transfer. Nobody's customer, of one's own team or entered by oneself, becomes the one of whoever
    // converts the lead; all else is giving away.
    private Refusal? MayGive(Customer customer, ConvertLeadRequest request, string owner)
    {
        var mayTransfer = rights.MayTransfer(customer);
        if (customer.InPool && !(mayTransfer && request.OwnerId is not null))
            return Refusal.Conflict("pool.claim-first", "This customer is in the public pool; claim it there, then convert the lead.");
        if (mayTransfer) return null;
        var takes = customer.OwnerId is null && owner == Me && (customer.Team == caller.Team || customer.CreatedBy == Me);
        var stays = request.Team is not { } team || team == customer.Team || (takes && team == caller.Team);
        return stays && (takes || (owner == customer.OwnerId && (rights.EntersForOwnTeam() || IsOurs(customer))))
            ? null
            : Refusal.Forbidden("lead.transfer-not-permitted", $"To give this customer to another owner or team takes the right {Permissions.CustomersTransfer}; convert the lead without naming one, or leave it to the customer's team.");
    }
}
