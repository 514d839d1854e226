using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Insights.Data.Own;

/// <summary>
/// A computation over the read models with an explicit day it speaks of: its parameters, its report, and rows of results that carry
/// its key. It can be thrown away and asked for again. Results count once <see cref="Complete"/> is set.
/// </summary>
internal sealed class AnalysisRun : Entity
{
    private AnalysisRun() { }

    /// <summary><c>clv</c>, <c>clv-what-if</c>, <c>churn</c>, <c>abc</c>, <c>abc-back</c>, <c>rules</c> or <c>clusters</c>.</summary>
    public string Kind { get; private set; } = "";

    public DateOnly AsOf { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string By { get; private set; } = "";

    /// <summary>JSON of what was asked for, with what was left out filled in.</summary>
    public string Parameters { get; private set; } = "";

    /// <summary>JSON of what came out over all.</summary>
    public string Report { get; private set; } = "";

    public bool Complete { get; private set; }

    public static AnalysisRun Begin(string kind, DateOnly asOf, string by, string parameters, DateTimeOffset now) =>
        new() { Kind = kind, AsOf = asOf, By = by, Parameters = parameters, At = now };

    public void End(string report) => (Report, Complete) = (report, true);
}

/// <summary>A row of a run's results.</summary>
internal abstract class ResultRow
{
    public long RunKey { get; set; }
}

/// <summary>I4: a customer's value at a run, in minor units, part by part, and whose it was then.</summary>
internal sealed class ValueRow : ResultRow
{
    public long CustomerNo { get; set; }

    /// <summary>By Pareto/NBD.</summary>
    public double Alive { get; set; }

    /// <summary>Purchases expected over the horizon.</summary>
    public double Purchases { get; set; }

    /// <summary>Expected money of one purchase.</summary>
    public double Spend { get; set; }

    /// <summary>The transaction part of a customer known to be alive.</summary>
    public long IfAlive { get; set; }

    public long Transaction { get; set; }

    public long Referral { get; set; }

    public long Growth { get; set; }

    public long Knowledge { get; set; }

    public long Total { get; set; }

    public string Segment { get; set; } = "";

    public string Class { get; set; } = "";

    public string Team { get; set; } = "";

    public string OwnerId { get; set; } = "";
}

/// <summary>I4: what the values of a run come to, by all that equity is summed by; months are compared without a look at every customer.</summary>
internal sealed class EquityRow : ResultRow
{
    public string Segment { get; set; } = "";

    public string Class { get; set; } = "";

    public string Team { get; set; } = "";

    public string OwnerId { get; set; } = "";

    public long Customers { get; set; }

    public long Transaction { get; set; }

    public long Referral { get; set; }

    public long Growth { get; set; }

    public long Knowledge { get; set; }

    public long Total { get; set; }

    public static IEnumerable<EquityRow> Of(IEnumerable<ValueRow> values) => values.GroupBy(v => (v.Segment, v.Class, v.Team, v.OwnerId)).Select(same => new EquityRow
    {
        Segment = same.Key.Segment,
        Class = same.Key.Class,
        Team = same.Key.Team,
        OwnerId = same.Key.OwnerId,
        Customers = same.LongCount(),
        Transaction = same.Sum(v => v.Transaction),
        Referral = same.Sum(v => v.Referral),
        Growth = same.Sum(v => v.Growth),
        Knowledge = same.Sum(v => v.Knowledge),
        Total = same.Sum(v => v.Total),
    });
}

/// <summary>I9: a rule; products as JSON array.</summary>
internal sealed class RuleRow : ResultRow
{
    public int Place { get; set; }

    public string Antecedent { get; set; } = "[]";

    public string Consequent { get; set; } = "";

    public int Baskets { get; set; }

    public double Support { get; set; }

    public double Confidence { get; set; }

    public double Lift { get; set; }
}

/// <summary>I10: the cluster a customer is in.</summary>
internal sealed class MemberRow : ResultRow
{
    public int Cluster { get; set; }

    public long CustomerNo { get; set; }
}
