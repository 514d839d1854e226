using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: after what the customer is asked.</summary>
public enum SurveyOccasion
{
    [Names("After a complaint was closed", "投诉结案后", "投訴結案後")] ComplaintClosed,
    [Names("After a visit", "拜访后", "拜訪後")] Visit,
    [Names("After a purchase", "购买后", "購買後")] Purchase,
}
