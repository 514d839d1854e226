using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

public enum SegmentKind
{
    [Names("List", "静态名单", "靜態名單")] List,
    [Names("Saved filter", "动态分群", "動態分群")] Dynamic,
}

/// <summary>A named group of customers (C19): a list kept by hand, or a saved filter that is asked anew each time.</summary>
public sealed class Segment : Entity, IHasHistory
{
    private Segment() { }

    public string Name { get; private set; } = "";

    public SegmentKind Kind { get; private set; }

    public string? Description { get; private set; }

    /// <summary>The filter as JSON, for a dynamic one.</summary>
    public string? Criteria { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public Guid HistorySubject => Id;

    public static Segment Of(SegmentKind kind, string by, DateTimeOffset now) => new() { Kind = kind, CreatedBy = by, CreatedAt = now };

    // C19: a list has members and no filter, a dynamic one a filter and no members.
    public Refusal? Change(string name, string? description, string? criteria)
    {
        if (Kind == SegmentKind.Dynamic && criteria is null) return Refusal.Invalid("criteria", "segment.criteria-missing", "A dynamic segment is its filter: say which.");
        if (Kind == SegmentKind.List && criteria is not null) return Refusal.Invalid("criteria", "segment.criteria-of-list", "A list has members and no filter.");
        (Name, Description, Criteria) = (name.Trim(), description, criteria);
        return null;
    }

    /// <summary>C20: it says nothing any more of somebody who is erased.</summary>
    public void Forget(string name, string? description, string? criteria) => (Name, Description, Criteria) = (name, description, criteria);
}

/// <summary>A customer on a list.</summary>
public sealed class SegmentMember
{
    public long Key { get; private set; }

    public Guid SegmentId { get; init; }

    public Guid CustomerId { get; init; }

    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }
}
