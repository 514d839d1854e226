using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Contracts;

/// <summary>E8: drafts a contract, words its necessary terms and confirms them item by item.</summary>
internal static class DraftContract
{
    public static async Task<Results<Created<ContractView>, Invalid, Refused>> HandleAsync(
        ContractRequest request, EngagementDb db, DealDesk deals, Caller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == request.OpportunityId, cancellationToken) is not { } opportunity)
            return new Invalid("opportunityId", $"There is no opportunity '{request.OpportunityId}' that you may see.", "opportunity.unknown");
        if (opportunity.State == DealState.Lost) return new Refused("opportunity.closed", "This opportunity is lost.");
        if (await db.Contracts.IgnoreQueryFilters().AnyAsync(c => c.OpportunityId == opportunity.Id, cancellationToken))
            return new Refused("contract.exists", "This opportunity has its contract already.");
        if ((request.AmountMinor ?? opportunity.AmountMinor) is not { } amount) return new Invalid("amountMinor", "A contract has an amount; the opportunity has none yet.", "contract.amount-missing");
        if (await deals.CheckAmountAsync(amount, opportunity.Currency, cancellationToken) is { } tooMuch) return new Invalid(tooMuch);
        var given = Given(request.Number);
        if (given is not null && await db.IsTakenAsync(given, null, cancellationToken)) return Taken(given);
        var number = given ?? await db.NextContractNumberAsync(deals.Today, cancellationToken);
        var contract = Contract.Draft(opportunity, number, amount, opportunity.Currency, caller.Subject, time.GetUtcNow());
        db.Contracts.Add(contract);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Created($"/api/v1/contracts/{contract.Id}", ContractView.Of(contract));
    }

    public static async Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> ReplaceAsync(
        Guid id, ContractRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, CancellationToken cancellationToken)
    {
        if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contract) return new Missing("contract", id);
        if (!ifMatch.Matches(contract)) return new Stale(contract.Version);
        if (request.OpportunityId != contract.OpportunityId) return new Invalid("opportunityId", "A contract stays with its opportunity.", "contract.opportunity-fixed");
        var currency = await db.Opportunities.IgnoreQueryFilters().Where(o => o.Id == contract.OpportunityId).Select(o => o.Currency).SingleAsync(cancellationToken);
        var amount = request.AmountMinor ?? contract.AmountMinor;
        if (await deals.CheckAmountAsync(amount, currency, cancellationToken) is { } tooMuch) return new Invalid(tooMuch);
        var number = Given(request.Number) ?? contract.Number;
        if (number != contract.Number && await db.IsTakenAsync(number, contract.Id, cancellationToken)) return Taken(number);
        if (contract.Change(number, amount, currency) is { } refusal) return new Refused(refusal);
        await FollowTermsAsync(contract, db, deals, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.CommitOwnAsync(cancellationToken);
        return TypedResults.Ok(ContractView.Of(contract));
    }

    public static Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> WordAsync(
        Guid id, string term, TermWordingRequest request, IfMatch ifMatch, EngagementDb db, DealDesk deals, CancellationToken cancellationToken) =>
        TermAsync(id, term, ifMatch, db, deals, (contract, which) => contract.Word(which, request.Text.Trim()), cancellationToken);

    public static Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> ConfirmAsync(
        Guid id, string term, IfMatch ifMatch, EngagementDb db, DealDesk deals, Caller caller, TimeProvider time, CancellationToken cancellationToken) =>
        TermAsync(id, term, ifMatch, db, deals, (contract, which) => contract.Confirm(which, caller.Subject, time.GetUtcNow()), cancellationToken);

    private static async Task<Results<Ok<ContractView>, Missing, Invalid, Refused, Stale>> TermAsync(
        Guid id, string term, IfMatch ifMatch, EngagementDb db, DealDesk deals, Func<Contract, ContractTerm, Refusal?> change, CancellationToken cancellationToken)
    {
        if (!EnumCode.TryParse<ContractTerm>(term, out var which))
            return new Invalid("term", $"The necessary terms are {string.Join(", ", EnumCode.All<ContractTerm>())}.", "contract.term-unknown");
        if (await db.Contracts.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } contract) return new Missing("contract", id);
        if (!ifMatch.Matches(contract)) return new Stale(contract.Version);
        if (change(contract, which) is { } refusal) return new Refused(refusal);
        await FollowTermsAsync(contract, db, deals, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(ContractView.Of(contract));
    }

    private static string? Given(string? number) => string.IsNullOrWhiteSpace(number) ? null : number.Trim();

    private static Refused Taken(string number) => new("contract.number-taken", $"Another contract has the number '{number}'.");

    // Whether all terms are confirmed is a field of the opportunity: the won stage asks for it.
    private static async Task FollowTermsAsync(Contract contract, EngagementDb db, DealDesk deals, CancellationToken cancellationToken)
    {
        var opportunity = await db.Opportunities.IgnoreQueryFilters().SingleAsync(o => o.Id == contract.OpportunityId, cancellationToken);
        var confirmed = contract.OpenTerms.Count == 0;
        if (opportunity.TermsConfirmed == confirmed) return;
        opportunity.NoteTerms(confirmed);
        await deals.TellAsync(opportunity, cancellationToken);
    }
}
