using CrmPlatform.ServiceDefaults.Domain;
namespace CrmPlatform.Service.Domain.Remedies;

/// <summary>S6: a remedy on its way from the proposal to its booking in the ledger it belongs to; an immutable value.</summary>
internal sealed record Remedy(RemedyTerms Terms, RemedyState State, string ProposedBy)
{
    /// <summary>Who decided; the proposer where the limit sufficed.</summary>
    public string? DecidedBy { get; init; }

    public string? RejectedBecause { get; init; }

    /// <summary>The reference of the booking; once set it never changes.</summary>
    public string? BookedAs { get; init; }

    /// <summary>
    /// Proposes. Within the proposer's limit it is approved at once, above it waits for somebody else. What was granted before for the
    /// same complaint and kind counts in, or a limit could be walked around in small steps.
    /// </summary>
    public static Outcome<Remedy> Propose(RemedyTerms terms, Decider by, long grantedBefore, RemedyLimits limits)
    {
        if (terms.Check() is { } refusal)
            return refusal;

        var total = Total(terms, grantedBefore);
        if (total <= limits.Of(by.Roles, terms.Kind))
            return new Remedy(terms, RemedyState.Approved, by.Id) { DecidedBy = by.Id };
        if (limits.RolesFor(total, terms.Kind).IsEmpty)
            return Refusal.Invalid("amount", "remedy.beyond-every-limit", "Nobody may grant this much for one complaint.");
        return new Remedy(terms, RemedyState.AwaitingApproval, by.Id);
    }

    /// <summary>S6: four eyes. Another person than the proposer, whose limit suffices.</summary>
    public Outcome<Remedy> Approve(Decider by, long grantedBefore, RemedyLimits limits)
    {
        if (State != RemedyState.AwaitingApproval)
            return AlreadyDecided;
        if (by.Id == ProposedBy)
            return Refusal.Forbidden("remedy.four-eyes", "Whoever proposed it cannot approve it: it needs a second pair of eyes.");

        var total = Total(Terms, grantedBefore);
        if (total > limits.Of(by.Roles, Terms.Kind))
        {
            var roles = string.Join(", ", limits.RolesFor(total, Terms.Kind));
            return Refusal.Forbidden("remedy.beyond-limit", roles.Length == 0
                ? "Nobody may grant this much for one complaint."
                : $"This is beyond your limit; it can be approved by: {roles}.");
        }

        return this with { State = RemedyState.Approved, DecidedBy = by.Id };
    }

    /// <summary>Says no, with a reason; also by the proposer's own superior without a limit.</summary>
    public Outcome<Remedy> Reject(Decider by, string reason)
    {
        if (State != RemedyState.AwaitingApproval)
            return AlreadyDecided;
        if (by.Id == ProposedBy)
            return Refusal.Forbidden("remedy.four-eyes", "Whoever proposed it withdraws it instead of rejecting it.");
        if (new FieldChecks().Text("reason", reason).Refuse("remedy.reason-missing", "A rejection needs a reason.") is { } refusal)
            return refusal;

        return this with { State = RemedyState.Rejected, DecidedBy = by.Id, RejectedBecause = reason };
    }

    /// <summary>Takes it back before it is booked; only the proposer.</summary>
    public Outcome<Remedy> Withdraw(string by)
    {
        if (State is not (RemedyState.AwaitingApproval or RemedyState.Approved))
            return AlreadyDecided;
        if (by != ProposedBy)
            return Refusal.Forbidden("remedy.not-yours", "Only whoever proposed a remedy withdraws it.");

        return this with { State = RemedyState.Withdrawn };
    }

    /// <summary>C20: nobody is left to give it to. What was granted stays granted.</summary>
    public Remedy Lapse() => State == RemedyState.AwaitingApproval ? this with { State = RemedyState.Withdrawn } : this;

    /// <summary>S6: booked once. The same booking reported again changes nothing; another one is refused.</summary>
    public Outcome<Remedy> Book(string reference)
    {
        if (State == RemedyState.Booked)
            return reference == BookedAs ? this : Refusal.Conflict("remedy.already-booked", $"The remedy is booked as {BookedAs}.");
        if (State != RemedyState.Approved)
            return Refusal.Conflict("remedy.not-approved", "Only an approved remedy is booked.");

        return this with { State = RemedyState.Booked, BookedAs = reference };
    }

    /// <summary>Whether it counts towards what was granted for the complaint.</summary>
    public bool CountsAsGranted => State is RemedyState.Approved or RemedyState.Booked;

    private static readonly Refusal AlreadyDecided = Refusal.Conflict("remedy.already-decided", "The remedy is decided already.");

    private static long Total(RemedyTerms terms, long grantedBefore) =>
        terms.Amount > long.MaxValue - grantedBefore ? long.MaxValue : terms.Amount + grantedBefore;
}
