//! Traditional characters as simplified ones, so that one vocabulary reads papers of both scripts. Only the characters
//! of budget papers; the paper's own text and every place stay as they are.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Pairs: the traditional character, then the simplified one.
const PAIRS: &str = "\
    編编業业務务費费較较預预內内設设備备減减計计淨净與与數数額额萬万億亿間间經经資资產产補补貼贴獎奖勵励歲岁際际實实執执\
    總总達达為为爲为應应繳缴領领給给個个項项戶户畝亩頃顷裡里裏里單单擔担員员職职籌筹債债還还償偿節节約约餘余結结轉转\
    購购買买車车輛辆輸输運运維维護护檢检驗验標标準准評评價价績绩優优級级點点圖图書书學学習习師师縣县鄉乡鎮镇區区國国\
    專专類类華华東东長长門门開开關关聯联電电話话號号條条規规劃划畫画畢毕從从後后時时週周營营創创農农漁渔災灾環环廢废\
    處处場场園园廠厂樓楼橋桥樹树種种養养療疗醫医藥药衛卫體体樂乐藝艺術术勞劳動动險险貧贫濟济難难離离賽赛賬账帳帐稅税\
    賦赋財财貨货貸贷貿贸賣卖質质過过進进選选遷迁適适遺遗邊边鄰邻釋释錄录錢钱鋪铺鐵铁閱阅陳陈陸陆陽阳隊队階阶隨随雙双\
    雜杂雲云頻频題题顧顾風风飛飞館馆馬马魚鱼鹽盐黃黄齊齐齡龄決决滿满測测溝沟漲涨濕湿灣湾無无熱热爭争狀状獨独獲获異异\
    當当發发盡尽監监盤盘確确礎础稱称穩稳積积競竞筆笔築筑簡简簽签糧粮紀纪納纳統统綜综綠绿網网線线練练組组細细終终續续\
    縮缩織织繼继義义聞闻聽听肅肃脫脱臨临舉举舊旧興兴莊庄虧亏虛虚裝装製制複复見见視视親亲覺觉覽览觀观觸触訂订討讨訓训\
    託托記记訪访許许訴诉診诊詢询試试該该詳详認认誤误說说課课調调請请論论諮咨謝谢證证識识譯译議议讀读變变讓让貢贡負负\
    貫贯責责貴贵賀贺賞赏贈赠贏赢趕赶趨趋輔辅輕轻載载輪轮辦办連连遊游違违遠远遞递釐厘針针銀银銷销鋼钢錯错鏈链閉闭陣阵\
    靈灵靜静響响頁页順顺須须頒颁頭头願愿顯显餐餐駐驻驅驱黨党辭辞兩两並并佔占來来倉仓倫伦側侧傳传傷伤儀仪儲储兒儿冊册\
    凍冻則则剛刚劇剧劑剂勝胜勢势勸劝協协卻却參参問问啟启嚴严團团圍围圓圆報报塊块墊垫壓压壞坏夠够奪夺奮奋婦妇孫孙寧宁\
    寫写寬宽審审將将尋寻對对導导屆届屬属島岛帶带幣币幫帮幹干幾几庫库廁厕廣广廳厅張张強强彈弹徑径徵征復复態态慶庆懷怀\
    戰战戲戏擁拥擇择擊击據据擬拟擴扩擺摆攝摄攜携敗败斷断於于曆历會会棄弃棟栋極极榮荣構构樣样機机橫横檔档權权歐欧歡欢\
    歷历歸归殘残氣气況况賸剩";

/// A character as its simplified form; any other as it is.
pub(crate) fn simplified(c: char) -> char {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let chars: Vec<char> = PAIRS.chars().collect();
        chars.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
    });
    if c.is_ascii() { c } else { TABLE.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traditional_sentence_is_read_with_the_simplified_vocabulary() {
        let read: String = "較上年度增列業務費，計淨增千元、萬元、億元".chars().map(simplified).collect();
        assert_eq!(read, "较上年度增列业务费，计净增千元、万元、亿元");
    }

    #[test]
    fn every_pair_is_whole_and_no_character_is_read_in_two_ways() {
        let chars: Vec<char> = PAIRS.chars().collect();
        assert_eq!(chars.len() % 2, 0);
        let traditional: std::collections::HashSet<char> = chars.iter().step_by(2).copied().collect();
        assert_eq!(traditional.len(), chars.len() / 2, "a character stands twice");
        assert!(chars.iter().skip(1).step_by(2).all(|c| !traditional.contains(c) || simplified(*c) == *c));
    }
}
