namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: after what the customer is asked.</summary>
public enum SurveyOccasion
{
    ComplaintClosed,
    Visit,
    Purchase,
}
