using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>One merge: who went into whom, what the survivor's file said before and after, so that it can be undone (C16).</summary>
public sealed class CustomerMerge : Entity, IHasHistory
{
    private CustomerMerge() { }

    public Guid SurvivorId { get; private set; }

    public Guid MergedId { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string? Reason { get; private set; }

    [Untold]
    public CustomerData Before { get; private set; } = null!;

    [Untold]
    public CustomerData After { get; private set; } = null!;

    /// <summary>When the survivor last had contact and business, and since when it was quiet, before the merge.</summary>
    public DateTimeOffset? ContactBefore { get; private set; }

    public DateTimeOffset? BusinessBefore { get; private set; }

    public DateTimeOffset QuietBefore { get; private set; }

    public string? UndoneBy { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public Guid HistorySubject => SurvivorId;

    public static CustomerMerge Of(Customer survivor, Customer merged, CustomerData before, CustomerData after, string? reason, string by, DateTimeOffset now) =>
        new() { SurvivorId = survivor.Id, MergedId = merged.Id, Before = before, After = after, Reason = reason, By = by, At = now, ContactBefore = survivor.LastContactAt, BusinessBefore = survivor.LastBusinessAt, QuietBefore = survivor.QuietSince };

    /// <summary>C5, C16: where the survivor's last contact, business and rest are still what the merge brought it, they are again what they were.</summary>
    /// <param name="survivor">As it is now.</param>
    /// <param name="merged">The file that goes home.</param>
    /// <param name="others">The files that later merges have brought, and that stay: what they know last holds.</param>
    public (DateTimeOffset? Contact, DateTimeOffset? Business, DateTimeOffset Quiet) Lasts(Customer survivor, Customer merged, IReadOnlyCollection<Customer> others) => (
        Back(survivor.LastContactAt, ContactBefore, merged.LastContactAt, others.Max(c => c.LastContactAt)),
        Back(survivor.LastBusinessAt, BusinessBefore, merged.LastBusinessAt, others.Max(c => c.LastBusinessAt)),
        Back(survivor.QuietSince, QuietBefore, merged.QuietSince, others.Max(c => (DateTimeOffset?)c.QuietSince))!.Value);

    // C16: undo within 30 days.
    public Refusal? Undo(string by, DateTimeOffset now, TimeSpan window)
    {
        if (UndoneAt is not null) return Refusal.Conflict("merge.undone", "This merge has been undone already.");
        if (now - At > window) return Refusal.Conflict("merge.too-old", $"A merge can be undone within {window.TotalDays:0} days; this one is from {At:yyyy-MM-dd}.");
        (UndoneBy, UndoneAt) = (by, now);
        return null;
    }

    /// <summary>C16: an earlier merge into the same file is undone; this one found and left what it would have without that one.</summary>
    /// <param name="undone">The earlier merge.</param>
    /// <param name="parted">Its merged file.</param>
    /// <param name="own">The merged file of this one.</param>
    /// <param name="between">The files of the merges between the two, which hold.</param>
    /// <param name="says">What the survivor's file said before this one without the earlier merge, and with it.</param>
    /// <param name="one">The ids that were one with the survivor's after this one, without the earlier merge.</param>
    /// <returns>The same for after this one.</returns>
    public (CustomerData Before, CustomerData After) Forget(
        CustomerMerge undone, Customer parted, Customer own, IReadOnlyCollection<Customer> between, (CustomerData Before, CustomerData After) says, IReadOnlyCollection<Guid> one)
    {
        var said = After;
        (Before, After) = MergeChoice.Without((Before, After), own.ToData(), says, one);
        ContactBefore = Back(ContactBefore, undone.ContactBefore, parted.LastContactAt, between.Max(c => c.LastContactAt));
        BusinessBefore = Back(BusinessBefore, undone.BusinessBefore, parted.LastBusinessAt, between.Max(c => c.LastBusinessAt));
        QuietBefore = Back(QuietBefore, undone.QuietBefore, parted.QuietSince, between.Max(c => (DateTimeOffset?)c.QuietSince))!.Value;
        return (After, said);
    }

    private static DateTimeOffset? Back(DateTimeOffset? now, DateTimeOffset? before, DateTimeOffset? brought, DateTimeOffset? others)
    {
        if (now is null || now != brought) return now;
        return before is null || others > before ? others ?? before : before;
    }

    /// <summary>Erasure (C20): what the files said is forgotten, that they were merged is not.</summary>
    public void Forget(CustomerData erased) => (Before, After, Reason) = (erased, erased, null);
}
