using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.WebUtilities;

namespace CrmPlatform.ServiceDefaults.Errors;

/// <summary>The title of a problem, in the caller's language. It tells the kind; the detail tells the case.</summary>
internal static class ProblemTitles
{
    private static readonly Wording Invalid = new("The request is not valid.", "请求无效。", "請求無效。");

    private static readonly Dictionary<int, Wording> ByStatus = new()
    {
        [400] = new("Bad request", "请求有误", "請求有誤"),
        [401] = new("Sign-in needed", "需要登录", "需要登入"),
        [403] = new("Not allowed", "没有权限", "沒有權限"),
        [404] = new("Not found", "未找到", "未找到"),
        [405] = new("Method not allowed", "不支持此方法", "不支援此方法"),
        [406] = new("Not acceptable", "无法按要求的格式回答", "無法按要求的格式回答"),
        [408] = new("Request timeout", "请求超时", "請求逾時"),
        [409] = new("Conflict", "与当前状态冲突", "與目前狀態衝突"),
        [410] = new("Gone", "已不存在", "已不存在"),
        [412] = new("Changed meanwhile", "数据已被他人修改", "資料已被他人修改"),
        [413] = new("Too large", "内容过大", "內容過大"),
        [415] = new("Unsupported media type", "不支持此内容类型", "不支援此內容類型"),
        [422] = new("Another request under this key", "此键已用于另一请求", "此鍵已用於另一請求"),
        [428] = new("Version needed", "需要说明所依据的版本", "需要說明所依據的版本"),
        [429] = new("Too many requests", "请求过多", "請求過多"),
        [500] = new("Internal error", "内部错误", "內部錯誤"),
        [502] = new("Not available", "服务暂不可用", "服務暫不可用"),
        [503] = new("Not available", "服务暂不可用", "服務暫不可用"),
        [504] = new("No answer in time", "服务未及时应答", "服務未及時應答"),
    };

    public static string Of(int status, bool isValidation, Language language) =>
        isValidation ? Invalid.In(language)
        : ByStatus.TryGetValue(status, out var title) ? title.In(language)
        : ReasonPhrases.GetReasonPhrase(status);
}
