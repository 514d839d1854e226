using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: what an item of a survey measures.</summary>
public enum SurveyItemKind
{
    /// <summary>Customer satisfaction on a scale that is set and named.</summary>
    [Names("Satisfaction (CSAT)", "满意度（CSAT）", "滿意度（CSAT）")] Csat,

    /// <summary>Net promoter score, always 0 to 10.</summary>
    [Names("Recommendation (NPS)", "净推荐值（NPS）", "淨推薦值（NPS）")] Nps,

    /// <summary>Customer effort on a scale that is set and named.</summary>
    [Names("Effort (CES)", "费力度（CES）", "費力度（CES）")] Ces,
    [Names("Choice", "选择题", "選擇題")] Choice,
    [Names("Text", "文字题", "文字題")] Text,
}
