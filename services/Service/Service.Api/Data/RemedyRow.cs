using CrmPlatform.Service.Domain.Remedies;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S6: a remedy as it is stored; what lists and sums need of it stands beside it.</summary>
internal sealed class RemedyRow : Entity, IHasHistory
{
    private RemedyRow() { }

    public Guid ComplaintId { get; private set; }

    public Guid? CustomerId { get; set; }

    [Untold(Entirely = true)]
    public Remedy Remedy { get; private set; } = null!;

    public RemedyKind Kind { get; private set; }

    public long Amount { get; private set; }

    public RemedyState State { get; private set; }

    public DateTimeOffset ProposedAt { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public Guid HistorySubject => ComplaintId;

    public static RemedyRow Of(Guid complaint, Guid? customer, Remedy remedy, DateTimeOffset now)
    {
        var row = new RemedyRow { ComplaintId = complaint, CustomerId = customer, ProposedAt = now };
        row.Take(remedy, now);
        return row;
    }

    public void Take(Remedy remedy, DateTimeOffset now)
    {
        if (remedy != Remedy) Remedy = remedy;
        (Kind, Amount, State) = (remedy.Terms.Kind, remedy.Terms.Amount, remedy.State);
        if (State != RemedyState.AwaitingApproval) DecidedAt ??= now;
    }
}
