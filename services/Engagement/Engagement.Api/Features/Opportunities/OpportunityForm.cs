using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Desk;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;

namespace CrmPlatform.Engagement.Features.Opportunities;

/// <summary>What was written about an opportunity, with everybody and everything it names found.</summary>
internal sealed record OpportunityDraft(Guid CustomerId, Pipeline Pipeline, OpportunityPlan Plan);

/// <summary>Turns what somebody wrote about an opportunity into what the domain takes.</summary>
internal sealed class OpportunityForm(EngagementDb db, CustomerDesk customers, ColleagueDesk colleagues, DealDesk deals)
{
    private const int LongestCompetitor = 200;

    /// <param name="present">The opportunity as it stands, when it is changed.</param>
    public async Task<(OpportunityDraft? Draft, Refusal? Refusal)> ReadAsync(OpportunityRequest request, Opportunity? present, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Title)) return (null, Refusal.Invalid("title", "opportunity.title-missing", "An opportunity has a title."));
        if (await deals.PipelineAsync(request.Pipeline, cancellationToken) is not { } pipeline)
            return (null, Refusal.Invalid("pipeline", "pipeline.unknown", $"There is no pipeline '{request.Pipeline}'."));
        if (request.Currency != present?.Currency && await deals.CheckCurrencyAsync(request.Currency, cancellationToken) is { } noRate) return (null, noRate);
        foreach (var (index, name) in (request.Competitors ?? []).Index())
        {
            if (name.Length > LongestCompetitor) return (null, Refusal.Invalid($"competitors[{index}]", "opportunity.competitor-name", $"A competitor has a name of up to {LongestCompetitor} characters."));
        }
        if (await deals.CheckAmountAsync(request.AmountMinor, request.Currency, cancellationToken) is { } tooMuch) return (null, tooMuch);
        var (customerId, team) = (present?.CustomerId ?? Guid.Empty, present?.Team ?? "");
        if (present is null)
        {
            if (await customers.FindActiveAsync(request.CustomerId, cancellationToken) is not { } customer) return (null, CustomerDesk.Unknown(request.CustomerId));
            (customerId, team) = (customer.Id, customer.Team);
        }
        var owner = new Doer(present?.OwnerId ?? "", team);
        if (present is null || (request.OwnerId is not null && request.OwnerId != present.OwnerId))
        {
            (owner, var unknown) = await colleagues.ResolveAsync(request.OwnerId, "ownerId", team, cancellationToken);
            if (unknown is not null) return (null, unknown);
        }
        if (request.CampaignId is { } campaign && campaign != present?.CampaignId && !await db.Campaigns.AnyAsync(c => c.Id == campaign, cancellationToken))
            return (null, Refusal.Invalid("campaignId", "campaign.unknown", $"There is no campaign '{campaign}'."));
        return (new OpportunityDraft(customerId, pipeline, new OpportunityPlan(
            request.Title.Trim(), owner.Subject, owner.Team, request.Currency, request.AmountMinor, request.ProbabilityPercent, request.ExpectedClose, request.ContactId,
            Text(request.DecisionMaker), Text(request.Need), Text(request.Solution), Text(request.NextStep), [.. (request.Competitors ?? []).Select(name => name.Trim()).Where(name => name.Length > 0).Distinct()],
            Text(request.Notes), request.CampaignId)), null);
    }

    // A field of blanks is an empty one: it does not open a stage.
    private static string? Text(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();
}
