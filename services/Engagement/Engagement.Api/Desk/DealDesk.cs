using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Domain.Funnel;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Engagement.Desk;

/// <summary>E8: what opportunities, quotes and contracts have in common: pipelines, rates, and what follows from a step.</summary>
internal sealed class DealDesk(EngagementDb db, IOptions<EngagementOptions> options, Caller caller, TimeProvider time)
{
    private RateTable? rates;

    public async Task<Pipeline?> PipelineAsync(string key, CancellationToken cancellationToken) =>
        (await db.SettingAsync(StoredPipelines.Name, StoredPipelines.Default, cancellationToken)).Value.Find(key);

    public async Task<RateTable> RatesAsync(CancellationToken cancellationToken) =>
        rates ??= new RateTable(options.Value.BaseCurrency, (await db.SettingAsync(StoredRates.Name, StoredRates.Default, cancellationToken)).Value.Rates);

    /// <summary>The organisation's date.</summary>
    public DateOnly Today => new WorkCalendar(options.Value.TimeZone).DateAt(time.GetUtcNow());

    /// <summary>A currency without a rate could not be added up: it is refused where it would come in.</summary>
    public async Task<Refusal?> CheckCurrencyAsync(string currency, CancellationToken cancellationToken) =>
        (await RatesAsync(cancellationToken)).NanoOn(currency, Today) is null
            ? Refusal.Invalid("currency", "money.no-rate", $"There is no rate from {currency} to {options.Value.BaseCurrency}; enter one at /api/v1/forecast/rates.")
            : null;

    /// <summary>An amount that a rate makes more than money can be could not be added up either.</summary>
    public async Task<Refusal?> CheckAmountAsync(long? amountMinor, string currency, CancellationToken cancellationToken) =>
        amountMinor is { } minor && (await RatesAsync(cancellationToken)).IsTooLarge(new Money(minor, currency), Today)
            ? Refusal.Invalid("amountMinor", "money.too-large", $"In {options.Value.BaseCurrency} this comes to more than {Money.Most} minor units.")
            : null;

    public async Task<long> BaseAsync(Money amount, CancellationToken cancellationToken) => (await RatesAsync(cancellationToken)).ToBase(amount, Today) ?? 0;

    /// <summary>Tells others of an opportunity that is changed by the next save.</summary>
    /// <param name="title">Another title than its own, where that says whose it was.</param>
    public Task TellAsync(Opportunity opportunity, CancellationToken cancellationToken, string? title = null) => TellAsync(opportunity, title, phase: null, cancellationToken);

    /// <summary>
    /// E6: begins the write of a step, after whatever step another deal of the customer takes at this moment: of two that are won at once the
    /// later one sees that the other is won, and is later for whoever hears of both.
    /// </summary>
    /// <returns>The customer as it stands by then: the survivor of one that was merged meanwhile (C16), null of one who is here no more (C20).</returns>
    public async Task<Guid?> BeginStepAsync(Guid customerId, CancellationToken cancellationToken)
    {
        for (var link = 0; link < Survivors.LongestChain; link++)
        {
            await db.BeginOwnWriteAsync(cancellationToken);
            await db.HoldAsync(customerId, cancellationToken);
            var held = await db.AllCustomers.Where(c => c.Id == customerId).Select(c => new { c.MergedInto, c.IsActive }).SingleOrDefaultAsync(cancellationToken);
            if (held?.MergedInto is not { } survivor) return held?.IsActive == true ? customerId : null;
            // Not both at once: whoever parts them again holds the survivor first.
            await db.RollbackAsync();
            customerId = survivor;
        }
        return null;
    }

    /// <summary>
    /// E11, E6: tells others of the step that an opportunity takes by the next save, puts it on the timeline, and lets the cadence follow the
    /// phase of the sale.
    /// </summary>
    public async Task NoteStepAsync(Opportunity opportunity, CancellationToken cancellationToken)
    {
        db.Timeline.Add(opportunity.ToEntry(caller.Subject, time.GetUtcNow()));
        var phase = await PhaseAsync(opportunity, cancellationToken);
        db.EnterPhase(opportunity.CustomerId, phase);
        await TellAsync(opportunity, title: null, phase, cancellationToken);
    }

    private async Task TellAsync(Opportunity opportunity, string? title, SalesPhase? phase, CancellationToken cancellationToken)
    {
        if (!db.IsChanging(opportunity)) return;
        var inBase = opportunity.Amount is { } amount ? await BaseAsync(amount, cancellationToken) : 0;
        var campaign = opportunity.CampaignId is { } id ? await db.Campaigns.Where(c => c.Id == id).Select(c => c.Name).SingleOrDefaultAsync(cancellationToken) : null;
        var told = opportunity.ToEvent(opportunity.Version + 1, inBase, campaign, phase);
        db.Publish(title is null ? told : told with { Title = title }, opportunity.CustomerId);
    }

    // The step itself is not written yet.
    private async Task<SalesPhase> PhaseAsync(Opportunity opportunity, CancellationToken cancellationToken) => opportunity.State == DealState.Open
        ? SalesPhase.InSale
        : SalesPhases.Of([opportunity.State, .. await db.DealStates(opportunity.CustomerId, except: opportunity.Id).ToListAsync(cancellationToken)]);
}
