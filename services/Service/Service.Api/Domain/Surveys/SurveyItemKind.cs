namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: what an item of a survey measures.</summary>
public enum SurveyItemKind
{
    /// <summary>Customer satisfaction on a scale that is set and named.</summary>
    Csat,

    /// <summary>Net promoter score, always 0 to 10.</summary>
    Nps,

    /// <summary>Customer effort on a scale that is set and named.</summary>
    Ces,
    Choice,
    Text,
}
