using System.ComponentModel.DataAnnotations;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain.Funnel;

public enum PhaseState
{
    [Names("Planned", "计划中", "計劃中")] Planned,
    [Names("Under way", "进行中", "進行中")] UnderWay,
    [Names("Done", "已完成", "已完成")] Done,
}

/// <summary>E8: one phase of delivery, with goal and responsible.</summary>
internal sealed record DeliveryPhase(
    string Key, string Name, string Goal, string ResponsibleId, DateOnly DueOn, PhaseState State = PhaseState.Planned, DateTimeOffset? BeganAt = null,
    DateTimeOffset? DoneAt = null, string? Result = null, Guid? TaskId = null);

/// <summary>E8: the review at the end of delivery.</summary>
/// <param name="GoalsReached">From 1, not at all, to 5, entirely.</param>
public sealed record DeliveryReview(
    [property: Required, StringLength(4000, MinimumLength = 1)] string WentWell,
    [property: Required, StringLength(4000, MinimumLength = 1)] string ToImprove,
    [property: Range(1, 5)] int GoalsReached,
    [property: StringLength(4000)] string? NextChance = null);

/// <summary>E8: what was agreed. Signed once each necessary term has been confirmed item by item; then delivered in phases and reviewed.</summary>
internal sealed class Contract : CustomerThing, IHasHistory
{
    private Contract() { }

    public Guid OpportunityId { get; private set; }

    public string Number { get; private set; } = "";

    public string Currency { get; private set; } = "";

    public long AmountMinor { get; private set; }

    /// <summary>The wording of each necessary term.</summary>
    public IReadOnlyDictionary<ContractTerm, string> Terms { get; private set; } = new Dictionary<ContractTerm, string>();

    public IReadOnlyList<ConfirmedTerm> Confirmed { get; private set; } = [];

    public DateTimeOffset? SignedAt { get; private set; }

    public string? SignedBy { get; private set; }

    /// <summary>Who signed for the customer.</summary>
    public string? CustomerSignatory { get; private set; }

    public IReadOnlyList<DeliveryPhase> Phases { get; private set; } = [];

    public DeliveryReview? Review { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    public bool IsSigned => SignedAt is not null;

    public IReadOnlyList<ContractTerm> OpenTerms => ContractTerms.Open(Confirmed);

    public static Contract Draft(Opportunity opportunity, string number, long amountMinor, string currency, string by, DateTimeOffset now)
    {
        var contract = new Contract { OpportunityId = opportunity.Id, CreatedBy = by, CreatedAt = now };
        contract.Belong(opportunity.CustomerId);
        (contract.Number, contract.AmountMinor, contract.Currency) = (number, amountMinor, currency);
        return contract;
    }

    public Refusal? Change(string number, long amountMinor, string currency)
    {
        if (RefuseIfSigned() is { } refusal) return refusal;
        // E8: who confirmed a price confirmed that price.
        if ((amountMinor, currency) != (AmountMinor, Currency)) Confirmed = [.. Confirmed.Where(term => term.Term != ContractTerm.PriceAndPayment)];
        (Number, AmountMinor, Currency) = (number, amountMinor, currency);
        return null;
    }

    /// <summary>Words a term; one that was confirmed in other words is open again.</summary>
    public Refusal? Word(ContractTerm term, string text)
    {
        if (RefuseIfSigned() is { } refusal) return refusal;
        if (Terms.TryGetValue(term, out var before) && before == text) return null;
        Terms = new Dictionary<ContractTerm, string>(Terms) { [term] = text };
        Confirmed = [.. Confirmed.Where(confirmed => confirmed.Term != term)];
        return null;
    }

    /// <summary>E8: terms are confirmed one by one, and only once they are worded.</summary>
    public Refusal? Confirm(ContractTerm term, string by, DateTimeOffset at)
    {
        if (RefuseIfSigned() is { } refusal) return refusal;
        if (!Terms.ContainsKey(term)) return Refusal.Conflict("contract.term-unworded", "A term is worded before it is confirmed.", ("term", term));
        if (Confirmed.All(confirmed => confirmed.Term != term)) Confirmed = [.. Confirmed, new ConfirmedTerm(term, by, at)];
        return null;
    }

    public Refusal? Sign(string by, string customerSignatory, DateTimeOffset at)
    {
        if (RefuseIfSigned() is { } refusal) return refusal;
        if (OpenTerms.Count > 0)
            return Refusal.Conflict("contract.terms-open", "A contract is signed once each necessary term has been confirmed.", ("open", OpenTerms));
        (SignedAt, SignedBy, CustomerSignatory) = (at, by, customerSignatory);
        return null;
    }

    /// <summary>Plans delivery anew; phases that have begun stay, though somebody else may see one under way to its end.</summary>
    public Refusal? PlanDelivery(IReadOnlyList<DeliveryPhase> phases)
    {
        if (!IsSigned) return Refusal.Conflict("contract.not-signed", "Delivery is planned once the contract is signed.");
        if (Review is not null) return Refusal.Conflict("contract.reviewed", "Its delivery has been reviewed.");
        var begun = Phases.Where(phase => phase.State != PhaseState.Planned).ToDictionary(phase => phase.Key);
        if (begun.Keys.Except(phases.Select(phase => phase.Key)).FirstOrDefault() is { } gone)
            return Refusal.Conflict("contract.phase-begun", $"Phase '{gone}' has begun; it stays.", ("phase", gone));
        var tasks = Phases.ToDictionary(phase => phase.Key, phase => phase.TaskId);
        Phases =
        [
            .. phases.Select(phase => begun.GetValueOrDefault(phase.Key) switch
            {
                null => phase with { TaskId = tasks.GetValueOrDefault(phase.Key) },
                { State: PhaseState.UnderWay } underWay => underWay with { ResponsibleId = phase.ResponsibleId },
                var done => done,
            }),
        ];
        return null;
    }

    public void NoteTask(string phase, Guid taskId) => Replace(phase, known => known with { TaskId = taskId });

    public Refusal? BeginPhase(string key, DateTimeOffset at)
    {
        if (Find(key) is not { } phase) return Unknown(key);
        if (phase.State != PhaseState.Planned) return Refusal.Conflict("contract.phase-begun", "This phase has begun already.");
        Replace(key, known => known with { State = PhaseState.UnderWay, BeganAt = at });
        return null;
    }

    public Refusal? FinishPhase(string key, string result, DateTimeOffset at)
    {
        if (Find(key) is not { } phase) return Unknown(key);
        if (phase.State == PhaseState.Done) return Refusal.Conflict("contract.phase-done", "This phase is done already.");
        Replace(key, known => known with { State = PhaseState.Done, BeganAt = known.BeganAt ?? at, DoneAt = at, Result = result });
        return null;
    }

    public Refusal? TakeReview(DeliveryReview review, DateTimeOffset at)
    {
        if (Phases.Count == 0 || Phases.FirstOrDefault(phase => phase.State != PhaseState.Done) is not null)
            return Refusal.Conflict("contract.delivery-unfinished", "The review comes once all phases of delivery are done.",
                ("open", Phases.Where(phase => phase.State != PhaseState.Done).Select(phase => phase.Key).ToArray()));
        (Review, ReviewedAt) = (review, at);
        return null;
    }

    public DeliveryPhase? Find(string key) => Phases.FirstOrDefault(phase => phase.Key == key);

    private void Replace(string key, Func<DeliveryPhase, DeliveryPhase> change) => Phases = [.. Phases.Select(phase => phase.Key == key ? change(phase) : phase)];

    private Refusal? RefuseIfSigned() => IsSigned ? Refusal.Conflict("contract.signed", "A signed contract is not changed.") : null;

    private static Refusal Unknown(string key) => Refusal.Invalid("phase", "contract.phase-unknown", $"This contract has no phase '{key}'.");
}
