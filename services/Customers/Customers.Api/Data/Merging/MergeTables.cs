using System.Text.Json;

namespace CrmPlatform.Customers.Data.Merging;

/// <summary>How the rows of a table belong to a customer.</summary>
internal enum Belonging
{
    /// <summary>Any number of rows.</summary>
    Many,

    /// <summary>One row at most: the survivor keeps its own unless the merge says that the other one is to be taken.</summary>
    One,
}

/// <summary>A table whose rows go with their customer.</summary>
/// <param name="Column">Holds the customer's id.</param>
/// <param name="Versioned">Its rows carry a version, which a move counts up.</param>
internal sealed record MergeTable(string Name, string Column = "CustomerId", Belonging Belonging = Belonging.Many, bool Versioned = true);

/// <summary>Every table that knows a customer by its id. A test holds this list against the model, so that none is forgotten.</summary>
internal static class MergeTables
{
    public static IReadOnlyList<MergeTable> All { get; } =
    [
        new("Contacts"),
        new("ContactTerms", Versioned: false),
        new("Orders"),
        new("StageEvidence"),
        new("StandingEntries", Versioned: false),
        new("Qualifications", Belonging: Belonging.One),
        new("PointsLots"),
        new("PointsTransactions"),
        new("PointsPostings", Versioned: false),
        new("OfferResponses"),
        new("CareDates"),
        new("Consents"),
        new("Leads"),
        new("Profiles", Belonging: Belonging.One),
        new("SensitiveReads", Versioned: false),
        new("Relationships", Belonging: Belonging.One),
        new("RelationshipCosts", Versioned: false),
        new("DecisionChains", Belonging: Belonging.One),
        new("AccountPlans", Belonging: Belonging.One),
        new("ActivityMarks", Versioned: false),
        new("OpportunityMarks", Versioned: false),
        new("ComplaintMarks", Versioned: false),
        new("PoolClaims", Versioned: false),
        new("SegmentMembers", Versioned: false),
        new("Changes", "Subject", Versioned: false),
    ];

    /// <summary>Of what a customer has one, as a merge calls it.</summary>
    public static IReadOnlyList<string> Parts { get; } = [.. All.Where(table => table.Belonging == Belonging.One).Select(table => JsonNamingPolicy.CamelCase.ConvertName(table.Name))];
}
