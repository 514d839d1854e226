namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: what an unhappy answer sets going.</summary>
public enum UnhappyAction
{
    None,
    ReopenComplaint,
    OpenFollowUp,
}
