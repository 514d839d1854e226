using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Surveys;

/// <summary>S7: what an unhappy answer sets going.</summary>
public enum UnhappyAction
{
    [Names("None", "无", "無")] None,
    [Names("Reopen the complaint", "重新打开投诉", "重新開啟投訴")] ReopenComplaint,
    [Names("Open a follow-up", "建立跟进", "建立跟進")] OpenFollowUp,
}
