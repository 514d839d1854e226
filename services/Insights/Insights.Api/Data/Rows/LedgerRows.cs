using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Ledger;
using CrmPlatform.Insights.Domain.Rfm;

namespace CrmPlatform.Insights.Data.Rows;

/// <summary>Lines of one order that arrived together (see <see cref="OrderPart"/>), with the lines themselves.</summary>
internal abstract class PartRow : ModelRow
{
    public long CustomerNo { get; set; }

    public string OrderNumber { get; set; } = "";

    public int Ordinal { get; set; }

    public DateTimeOffset At { get; set; }

    public int Day { get; set; }

    public int Lines { get; set; }

    public int SaleLines { get; set; }

    public long Sales { get; set; }

    public long Refunds { get; set; }

    public long Cost { get; set; }

    public long Costed { get; set; }

    public bool Imported { get; set; }

    /// <summary>Of imported lines: what they may be withdrawn by; empty for all others.</summary>
    public Guid Booking { get; set; }

    /// <summary>JSON: one array per line of product, thousandths of a unit, and base amount in minor units.</summary>
    public string Items { get; set; } = "[]";

    public OrderPart ToPart() => new(OrderNumber, Ordinal, At, Day, Lines, SaleLines, Sales, Refunds, Cost, Costed, Imported);
}

/// <summary>The sales ledger, customer by customer.</summary>
internal sealed class PurchaseRow : PartRow;

/// <summary>Parts a rebuild has read, put aside by ranges of customers; its last pass makes <see cref="PurchaseRow"/>s of them.</summary>
internal sealed class StagedRow : PartRow
{
    /// <summary>So many customers stand together: few enough to hold all their parts in memory.</summary>
    public const int BucketSize = 4096;

    public long Bucket { get; set; }

    public Guid MessageId { get; set; }
}

/// <summary>A booking that has been withdrawn (C17): whenever its lines come, they do not count.</summary>
internal sealed class WithdrawnRow : ModelRow
{
    public Guid Booking { get; set; }
}

/// <summary>What a customer's ledger comes to, and its RFM scores (I1). Days by number.</summary>
internal sealed class LedgerRow : ModelRow
{
    public long CustomerNo { get; set; }

    public string Team { get; set; } = "";

    public string? OwnerId { get; set; }

    public long Orders { get; set; }

    public long Lines { get; set; }

    public long Sales { get; set; }

    public long Refunds { get; set; }

    public long Net { get; set; }

    public long Cost { get; set; }

    public long Costed { get; set; }

    public int? FirstOrder { get; set; }

    public int? LastOrder { get; set; }

    public int BoughtDays { get; set; }

    public int? FirstBought { get; set; }

    public int? LastBought { get; set; }

    public long RepeatSpend { get; set; }

    public int? LiveDay { get; set; }

    /// <summary>1 to 5; null without an order, and until scores are first taken.</summary>
    public byte? R { get; set; }

    public byte? F { get; set; }

    public byte? M { get; set; }

    public RfmSegment? Segment { get; set; }
}

/// <summary>Sums of the ledger by period, team and person.</summary>
internal sealed class SalesRow : ModelRow
{
    public Grain Grain { get; set; }

    public int Period { get; set; }

    public string Team { get; set; } = "";

    public string Person { get; set; } = "";

    public long Customers { get; set; }

    public long Buyers { get; set; }

    public long Orders { get; set; }

    public long Lines { get; set; }

    public long Sales { get; set; }

    public long Refunds { get; set; }

    public long Cost { get; set; }

    public long Costed { get; set; }
}

/// <summary>I1: what the ledgers of a segment come to, by team and person; nobody's scores are in none.</summary>
internal sealed class SegmentRow : ModelRow
{
    public RfmSegment Segment { get; set; }

    public string Team { get; set; } = "";

    public string Person { get; set; } = "";

    public long Customers { get; set; }

    public long Orders { get; set; }

    public long Net { get; set; }
}

/// <summary>Sums of the ledger by product and day; thousandths of a unit, minor units.</summary>
internal sealed class ProductDayRow : ModelRow
{
    public string Product { get; set; } = "";

    public int Day { get; set; }

    public long Lines { get; set; }

    public long Sold { get; set; }

    public long Returned { get; set; }

    public long Sales { get; set; }

    public long Refunds { get; set; }
}

/// <summary>Counts by period, team and person (I12, I13).</summary>
internal sealed class TallyRow : ModelRow
{
    public Grain Grain { get; set; }

    public Measure Measure { get; set; }

    public int Period { get; set; }

    public string Team { get; set; } = "";

    public string Person { get; set; } = "";

    public long Count { get; set; }

    public long Amount { get; set; }
}
