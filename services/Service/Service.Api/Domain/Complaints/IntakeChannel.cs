using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Complaints;

/// <summary>S1: where a complaint reached us.</summary>
public enum IntakeChannel
{
    [Names("Hotline", "热线电话", "熱線電話")] Hotline,
    [Names("Chat", "在线聊天", "線上聊天")] Chat,
    [Names("E-mail", "电子邮件", "電子郵件")] Email,
    [Names("Web form", "网页表单", "網頁表單")] Web,
    [Names("Store suggestion box", "门店意见箱", "門市意見箱")] StoreBox,
    [Names("Reception desk", "接待台", "接待櫃檯")] Reception,
    [Names("Social media", "社交媒体", "社群媒體")] Social,
}
