using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S2: the four main kinds of complaint; sub-categories are data.</summary>
public enum ComplaintCategory
{
    [Names("Service attitude", "服务态度", "服務態度")] Attitude,
    [Names("Quality", "质量", "品質")] Quality,
    [Names("Price and consumption", "价格与消费", "價格與消費")] Price,
    [Names("Communication", "沟通与信息传递", "溝通與訊息傳遞")] Communication,
}
