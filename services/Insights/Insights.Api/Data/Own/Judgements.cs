using CrmPlatform.Insights.Domain.Abc;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.Insights.Domain.Zones;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Insights.Data.Own;

/// <summary>C4, I2: the class last published of a customer, with the reason. Who has no row is C for want of sales in the three years.</summary>
internal sealed class ClassRow
{
    public long CustomerNo { get; set; }

    public AbcClass Class { get; set; }

    public int Year { get; set; }

    /// <summary>Sales of that year, minor units.</summary>
    public long Sales { get; set; }

    public string ReasonCode { get; set; } = "";

    public string ReasonEn { get; set; } = "";

    public string ReasonZhHans { get; set; } = "";

    public string ReasonZhHant { get; set; } = "";

    public DateOnly AsOf { get; set; }
}

/// <summary>I3: the zone last published of a customer, with the reason.</summary>
internal sealed class ZoneRow
{
    public long CustomerNo { get; set; }

    public ConsumptionZone Zone { get; set; }

    public string ReasonCode { get; set; } = "";

    public string ReasonEn { get; set; } = "";

    public string ReasonZhHans { get; set; } = "";

    public string ReasonZhHant { get; set; } = "";

    /// <summary>Minor units.</summary>
    public long Value { get; set; }

    public DateOnly Since { get; set; }
}

/// <summary>I5: a warning that was given, or held back for comparison. How it ended is Engagement's to say.</summary>
internal sealed class WarningRecord : Entity
{
    private WarningRecord() { }

    public long CustomerNo { get; private set; }

    public DateOnly AsOf { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>That the customer is lost.</summary>
    public double Probability { get; private set; }

    /// <summary>Minor units of the base currency.</summary>
    public long ValueAtRisk { get; private set; }

    /// <summary>JSON array of the contract's reasons.</summary>
    public string Reasons { get; private set; } = "[]";

    public ChurnAction Action { get; private set; }

    public bool HeldBack { get; private set; }

    public static WarningRecord Of(ChurnWarning warning, string reasons, bool heldBack, DateTimeOffset now) => new()
    {
        CustomerNo = warning.Customer,
        AsOf = warning.AsOf,
        At = now,
        Probability = warning.Probability,
        ValueAtRisk = warning.ValueAtRisk,
        Reasons = reasons,
        Action = warning.Action,
        HeldBack = heldBack,
    };
}
