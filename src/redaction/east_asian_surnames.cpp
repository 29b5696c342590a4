#include "redaction/east_asian_surnames.hpp"

#include "text/utf8.hpp"

namespace ats::redaction {
namespace {

// Of one character each; simplified and traditional.
constexpr std::string_view of_one_character =
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田"
    "董袁潘于蔣蒋蔡余杜"
    "叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫阎段雷侯龙龍史"
    "陶黎贺賀顾顧毛郝龚"
    "龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐乔庞伍鲁章倪申翁柯俞柳欧詹关單单华祝管卜蓝童季项盛霍"
    "屈"
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진엄채원천방공현함변염여"
    "추도소석선설마길연위표명기반왕금옥육인맹제모탁국";

// Longer ones, between blanks.
constexpr std::string_view longer =
    " 欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 端木"
    " 佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 "
    "斉藤 清水 山崎 森 池田 橋本"
    " 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 "
    "岡本 三浦 金子 中野 原田 中山"
    " 藤原 松田 竹内 小野 田村 中川 和田 石田 上田 森田 小島 柴田 原 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 "
    "谷口 大野 丸山 今井 高田"
    " 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 남궁 황보 선우 제갈 독고 ";

// Beginnings.
constexpr std::string_view no_names =
    " 简历 簡歷 个人 個人 履历 履歴 職務 经历 教育 工作 项目 項目 高中 高级 高級 高等 高职 程序 文员 文案 "
    "文秘 管理 金融 金牌 石油 江苏 江西"
    " 安徽 安全 康复 施工 单位 單位 方案 方向 方法 计算 许可 温州 华东 华南 华为 关于 马上 成都 任职 余额 "
    "章程 白领 黄金 何时 常州 徐州 郑州"
    " 陕西 龙岩 田径 田间 林业 武汉 武警 莫斯 向上 万科 史学 陶瓷 汤臣 石家 牛津 季度 童装 盛大 夏季 严格 "
    "严谨 侯选 申请 申報 祝愿 管培 项"
    " 程式 应聘 求职 联系 電話 电话 邮箱 地址 住所 氏名 姓名 名前 性别 性別 年龄 年齢 专业 語言 语言 技能 "
    "自己 自我 志望 学历 學歷 学歴 職歴"
    " 東京 大阪 京都 名古 横浜 北京 上海 广州 深圳 杭州 南京 天津 重庆 台北 香港 工程 软件 软體 软体 产品 "
    "產品 会计 教师 护士 资格 資格 免許"
    " 東京都 大学 大學 株式 有限 公司 毕业 卒業 入学 入社 目标 摘要 总结 经验 经理 主管 销售 市场 行政 人事 "
    "设计 本科 硕士 博士 男 女"
    " 이력 이름 이메일 정보 전화 주소 성명 성별 학력 경력 자기 전공 한국 서울 강남 연락 고객 신입 개발 성과 "
    "기술 자격 어학 교육 기타 기획 기본"
    " 인적 인사 사항 지원 소개 프로 경험 업무 활동 수상 병역 부산 대구 인천 대전 광주 마케 디자 영업 회계 "
    "생년 나이 남성 여성 국적 국어 공학"
    " 전문 전략 전체 주요 주식 현재 현대 삼성 대학 고등 졸업 재학 원본 소프 선임 책임 석사 박사 학사 위치 "
    "표준 명세 반도 안녕 안전 문서 ";

/// The beginning of `word` of `characters`; empty if it is shorter.
std::string_view beginning(std::string_view word, std::size_t characters) noexcept {
    auto const end = text::byte_offset(word, characters);
    return text::count_characters(word) >= characters ? word.substr(0, end) : std::string_view();
}

/// Whether a list of words between blanks holds one.
bool holds(std::string_view list, std::string_view word) noexcept {
    for (auto i = list.find(word); i != std::string_view::npos; i = list.find(word, i + 1)) {
        if (list[i - 1] == ' ' && list[i + word.size()] == ' ') return true;
    }
    return false;
}

}  // namespace

bool is_east_asian_surname(std::string_view word) noexcept {
    if (word.empty()) return false;
    if (text::count_characters(word) == 1 && of_one_character.find(word) != std::string_view::npos)
        return true;
    return holds(longer, word);
}

bool is_no_east_asian_name(std::string_view word) noexcept {
    for (std::size_t characters = 1; characters <= 3; ++characters) {
        auto const part = beginning(word, characters);
        if (part.empty() || (characters == 1 && part != word)) continue;
        if (holds(no_names, part)) return true;
    }
    return false;
}

}  // namespace ats::redaction
